fn main() do
  for {i, x} in ["a", "b"] do
    println("#{i} #{x}")
  end
end
