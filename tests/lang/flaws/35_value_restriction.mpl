fn main() do
  let m = Map.new()
  let m2 = Map.put(m, "a", 1)
  let empty = []
  let id = fn x -> x end
  let nothing = None
  println("#{m2} #{id(1)} #{id("s")}")
  let a = List.append(empty, 1)
  let b = List.append(empty, "x")
  println("#{a} #{b} #{Option.unwrap_or(nothing, 3)} #{Option.unwrap_or(nothing, "t")}")
  let pair = fn a, b -> (a, b) end
  println("#{pair(1, "x")} #{pair("y", true)}")
  let n = 10
  let add_n = fn xs -> List.append([n], List.length(xs)) end
  println("#{add_n(["a"])} #{add_n([1, 2])}")
  let unused = Map.new()
  let _ = Map.size(unused)
  let l :: List<Int> = []
  let _ = List.head_opt(l)
  let _ = List.get_opt([], 0)
end
