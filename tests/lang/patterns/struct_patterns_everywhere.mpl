struct Point do
  x :: Int
  y :: Int
end

fn quadrant(Point { x: 0, y: 0 }) = "origin"
fn quadrant(Point { x, y }) when x > 0 && y > 0 = "first"
fn quadrant(Point { x, .. }) = "x is #{x}"

fn main() do
  println(
    "#{List.map([Point { x: 0, y: 0 }, Point { x: 1, y: 2 }, Point { x: -4, y: 1 }], quadrant)}"
  )
  let Point { x, y: up } = Point { x: 3, y: 4 }
  println("#{x} #{up}")
  let sums = for Point { x: a, y: b } in [Point { x: 1, y: 2 }, Point { x: 3, y: 4 }] do
    a + b
  end
  println("#{sums}")
end
