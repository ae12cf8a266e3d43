interface Named do
  fn name(self) -> String
end

struct Dog do
  x :: Int
end

impl Named for Dog do
  fn nam(self) -> String = "dog"
end

fn main() do
  println(Dog { x: 1 }.name())
end
