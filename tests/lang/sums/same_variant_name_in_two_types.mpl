type Light do
  Red
  Green
end

type Paint do
  Red
  Blue
end

fn light(l :: Light) -> String do
  case l do
    Red -> "red light"
    Green -> "green light"
  end
end

fn paint(p :: Paint) -> String do
  case p do
    Red -> "red paint"
    Blue -> "blue paint"
  end
end

fn main() do
  println(light(Red))
  println(paint(Red))
  println(light(Light.Red) <> ", " <> paint(Paint.Red))
  let l :: Light = Red
  println(light(l))
end
