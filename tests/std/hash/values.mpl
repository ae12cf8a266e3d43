struct P do
  x :: Int
  y :: Int
end

fn main() do
  println("#{1.hash()} #{2.hash()} #{true.hash()} #{"mesh".hash()}")
  println("#{P { x: 1, y: 2 }.hash()}")
end
