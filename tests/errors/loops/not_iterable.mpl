fn main() do
  for x in 5 do
    println("#{x}")
  end
  for {k, v} in [1, 2] do
    println("#{k} #{v}")
  end
end
