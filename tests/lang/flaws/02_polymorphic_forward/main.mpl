import Tools

fn main() do
  println("#{twice(1)} #{twice("a")} #{twice([true])}")
  println("#{Tools.second((1, "b"))} #{Tools.second(("c", 2.5))}")
  println("#{Tools.both(3)} #{Tools.both("x")}")
end

fn twice(x) = (x, x)
