println("hello")

fn main() do
  println("main")
end
