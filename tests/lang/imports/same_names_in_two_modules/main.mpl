import Left
import Right

fn show(x) = "main #{x}"

fn main() do
  println(show(1) <> ", " <> Left.show(1) <> ", " <> Right.show("r"))
  println("#{Left.make(3)} #{Right.make("z")}")
  println("#{Left.Thing { n: 1 } == Left.make(1)} #{Right.tick()} #{Left.tick()}")
end
