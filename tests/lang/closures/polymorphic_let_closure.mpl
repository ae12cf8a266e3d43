fn main() do
  let same = fn x -> x end
  println("#{same(1)} #{same("a")} #{same([true])}")
  let empty = []
  let ints = List.append(empty, 1)
  let words = List.append(empty, "w")
  println("#{ints} #{words}")
  let table = Map.new()
  let table = Map.put(table, "k", 2.5)
  println("#{table}")
end
