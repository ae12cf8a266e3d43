type Shape do
  Box(width :: Float, height :: Float)
end

fn main() do
  let s = Box(width: 1.0, height: 2.0)
  println("#{s}")
end
