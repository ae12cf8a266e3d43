import Math.Vector
import Text.Vector

fn main() do
  println("#{Vector.one()}")
end
