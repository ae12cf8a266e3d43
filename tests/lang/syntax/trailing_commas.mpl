struct P do
  x :: Int
  y :: Int
end

fn add(a, b,) = a + b

fn main() do
  let xs = [1, 2,]
  let m = %{"a" => 1, "b" => 2,}
  let p = P { x: 1, y: 2, }
  let t = (1, 2,)
  let one = (7,)
  println("#{xs} #{m} #{p.x} #{t} #{one + 1} #{add(1, 2,)}")
end
