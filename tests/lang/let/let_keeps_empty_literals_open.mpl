fn main() do
  let empty = []
  let ints = List.append(empty, 1)
  let words = List.append(empty, "w")
  println("#{ints} #{words}")
  let table = Map.new()
  let table = Map.put(table, "k", 2.5)
  println("#{table}")
end
