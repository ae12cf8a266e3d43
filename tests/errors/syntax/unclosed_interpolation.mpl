fn main() do
  let name = "Ann"
  println("hello #{name")
end
