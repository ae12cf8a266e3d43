module Geometry do
  pub struct Point do
    x :: Int
    y :: Int
  end

  pub fn origin() -> Point = Point { x: 0, y: 0 }

  module Distance do
    pub fn taxi(a :: Point, b :: Point) -> Int = abs(a.x - b.x) + abs(a.y - b.y)

    fn abs(n) = if n < 0 do -n else n end
  end
end

fn main() do
  let p = Geometry.Point { x: 3, y: -4 }
  println("#{Geometry.Distance.taxi(p, Geometry.origin())}")
end
