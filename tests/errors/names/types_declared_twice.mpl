struct User do
  name :: String
end

type User do
  Guest
end

type Id = Int
type Id = String

interface Show do
  fn show(self) -> String
end

interface Show do
  fn show(self) -> String
end

fn main() do
  println("never")
end
