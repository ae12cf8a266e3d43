struct Point do
  x :: Int
  y :: Int
end

@inplace fn moved(p :: Point, by :: Int) -> (Point, Point) do
  let next = %{p | x: p.x + by}
  (p, next)
end

fn main() do
  let (a, b) = moved(Point { x: 1, y: 2 }, 3)
  println("#{a.x} #{b.x} #{b.y}")
end
