from Inventory import apply, Part, Move, limit
from Geometry.Shapes import (
  area,
  Shape
)

fn main() do
  let p = Part { sku: "a", stock: 3 }
  println("#{apply(p, Incoming(4))}")
  println("#{apply(p, Outgoing(9, "ann"))}")
  println("#{apply(p, Move.Recount)} #{limit}")
  println("#{area(Circle(1.0))} #{area(Shape.Box(2.0, 3.0))}")
end
