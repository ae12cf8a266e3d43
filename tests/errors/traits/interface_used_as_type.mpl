interface Named do
  fn name(self) -> String
end

fn greet(x :: Named) -> String = x.name()

fn main() do
  println("x")
end
