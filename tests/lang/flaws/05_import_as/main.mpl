import Red.Shape
import Blue.Shape as BlueShape

fn main() do
  println("#{Shape.name()} #{BlueShape.name()}")
end
