struct Point do
  x :: Int
  y :: Int
end

type Wrapped do
  Wrap(Int, String)
end

fn main() do
  let Point { x, y: height } = Point { x: 3, y: 4 }
  println("#{x} #{height}")
  let Wrap(n, text) = Wrap(7, "seven")
  println("#{n} #{text}")
  let (Point { x: px, .. }, rest) as whole = (Point { x: 1, y: 2 }, [true])
  println("#{px} #{rest} #{whole}")
end
