struct User do
  name :: String
end deriving(Eq)

impl Eq for User do
  fn eq(self, other) -> Bool = true
end

fn main() do
  println("x")
end
