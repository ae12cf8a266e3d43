struct User do
  name :: String
  name :: Int
end

type Light do
  Red
  Green
  Red
end

fn main() do
  println("never")
end
