fn main() do
  for i in 0..3
    println("#{i}")
  end
  while false
    println("never")
  end
end
