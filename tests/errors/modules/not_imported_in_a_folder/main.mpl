fn main() do
  println("#{Parser.parse("a")}")
end
