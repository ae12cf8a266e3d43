type Shape do
  Circle(Float)
  Dot
end

fn area(s :: Shape) -> Float = 1.0

fn main() do
  println("#{area(Circle)}")
  println("#{area(Dot())}")
  println("#{area(Dot(1.0))}")
end
