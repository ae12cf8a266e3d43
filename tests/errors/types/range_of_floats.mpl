fn main() do
  for x in 0.0..1.0 do
    println("#{x}")
  end
end
