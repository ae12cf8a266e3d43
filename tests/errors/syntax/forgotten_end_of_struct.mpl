struct Point do
  x :: Int
  y :: Int

fn main() do
  println("#{Point { x: 1, y: 2 }.x}")
end
