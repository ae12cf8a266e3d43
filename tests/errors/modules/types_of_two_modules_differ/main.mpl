import Left
import Right

fn main() do
  println("#{Left.show(Right.make())}")
end
