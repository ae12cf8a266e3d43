pub type Shape do
  Circle(Float)
  Box(Float, Float)
end

pub fn area(s :: Shape) -> Float do
  case s do
    Circle(r) -> r * r * pi
    Box(w, h) -> w * h
  end
end

let pi = 3.0
