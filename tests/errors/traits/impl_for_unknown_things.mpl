interface Named do
  fn name(self) -> String
end

impl Nmed for Int do
  fn name(self) -> String = "int"
end

impl Named for Dgo do
  fn name(self) -> String = "dog"
end

fn f<T>(x :: T) -> String where T: Namd = x.name()

fn main() do
  println("x")
end
