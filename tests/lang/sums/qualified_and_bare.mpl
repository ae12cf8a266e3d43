type Shape do
  Dot
  Circle(Float)
  Box(w :: Float, h :: Float)
end

fn area(s :: Shape) -> Float do
  case s do
    Shape.Dot -> 0.0
    Shape.Circle(r) -> 3.0 * r * r
    Box(w, h) -> w * h
  end
end

fn kind(s :: Shape) -> String do
  case s do
    Dot -> "dot"
    Circle -> "circle"
    Box -> "box"
  end
end

fn main() do
  let shapes = [Dot, Shape.Circle(2.0), Box(2.0, 3.0), Shape.Dot]
  println("#{List.map(shapes, area)} #{List.map(shapes, kind)}")
  println("#{List.map([1.0, 2.0], Circle)} #{List.map([0.5], Shape.Circle)}")
end
