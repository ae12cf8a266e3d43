import Models
from Shapes import area

fn main() do
  let u = User { name: "ann", age: 30 }
  println("#{u} #{User.from_json("{\"name\":\"bob\",\"age\":4}")}")
  println("#{area(Square(3))}")
end
