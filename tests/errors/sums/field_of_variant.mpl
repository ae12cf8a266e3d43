type Shape do
  Box(width :: Float, height :: Float)
end

fn main() do
  let s = Box(1.0, 2.0)
  println("#{s.width}")
end
