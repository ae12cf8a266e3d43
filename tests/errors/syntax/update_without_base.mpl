struct Point do
  x :: Int
end

fn main() do
  let p = Point { x: 1 }
  let q = %{p, x: 2}
  let r = Point { p | x: 2 }
  println("#{q.x}")
end
