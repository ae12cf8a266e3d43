fn main() do
  for (i = 0; i < 3; i++) do
    println("#{i}")
  end
end
