struct Point do
  x :: Int
  y :: Int
end

fn main() do
  let p = Point(1, 2)
  println("#{p.x}")
end
