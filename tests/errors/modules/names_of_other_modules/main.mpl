import Store
from Shapes import area, circumference, secret, Hidden

fn main() do
  println("#{Store.get(1)} #{Store.helper(2)} #{Store.missing(3)} #{area(1)} #{secret()}")
  let item = Store.Item { name: "x" }
  println("#{item.name}")
end
