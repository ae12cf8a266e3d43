fn main() do
  for i 0..3 do
    println("#{i}")
  end
  for let j in 0..3 do
    println("#{j}")
  end
end
