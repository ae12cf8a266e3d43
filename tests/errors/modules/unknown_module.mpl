import Missing.Thing
from Strin import length
from Nowhere import x, y

fn main() do
  println("x")
end
