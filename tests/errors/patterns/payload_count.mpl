type Shape do
  Circle(Float)
  Box(Float, Float)
  Dot
end

fn area(s :: Shape) -> Float do
  case s do
    Circle(r, x) -> r * x
    Box(w) -> w
    Dot(x) -> x
  end
end

fn main() do
  println("#{area(Dot)}")
end
