struct User do
  name
  age :: Int
end

fn main() do
  println("x")
end
