fn main() do
  let same = fn x -> x end
  println("#{same(1)} #{same("a")} #{same([true])}")
  let pair = fn(a, b) -> (b, a) end
  println("#{pair(1, "x")} #{pair("y", 2.5)}")
  let n = 10
  let scaled = fn x -> x * n end
  println("#{scaled(4)} #{List.map([1, 2], scaled)}")
end
