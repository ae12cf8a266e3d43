struct Point do
  x :: Int
end

fn main() do
  let p = Point
  let n = Int
  println("#{p}")
end
