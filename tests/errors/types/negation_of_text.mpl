fn main() do
  println("#{-"a"}")
  println("#{!"a"}")
end
