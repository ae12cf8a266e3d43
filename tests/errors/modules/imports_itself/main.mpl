import Main

fn main() do
  println("x")
end
