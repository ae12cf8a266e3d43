class Point do
  x :: Int
end

enum Light do
  Red
end

fn main() do
  println("x")
end
