fn main() do
  let a = Set.from_list([3, 1, 3, 2])
  let b = Set.from_list([2, 5])
  println(
    "#{a} #{Set.new().add("x").add("x")} #{Set.size(a)} #{Set.contains(a, 1)} #{Set.contains(a, 9)}"
  )
  println(
    "#{Set.union(a, b)} #{Set.intersection(a, b)} #{Set.difference(a, b)} #{Set.symmetric_difference(a, b)}"
  )
  println(
    "#{a == Set.from_list([1, 2, 3])} #{a.hash() == Set.from_list([1, 2, 3]).hash()} #{Set.is_subset(Set.from_list([1]), a)} #{Set.is_disjoint(a, b)}"
  )
  println(
    "#{for x in a do x * 10 end} #{Set.map(a, fn x -> x % 2 end)} #{Set.filter(a, fn x -> x > 1 end)} #{Set.to_list(Set.remove(a, 3))}"
  )
  println(
    "#{Set.collect(Iter.from(["p", "q", "p"])).inspect()} #{Set.toggle(a, 1)} #{Set.toggle(b, 1)} #{Set.fold(a, 0, fn s, x -> s + x end)}"
  )
  println("#{Iter.from(a) |> Iter.map(fn x -> x + 1 end) |> Iter.to_list()}")
  let empty :: Set<Int> = default()
  println("#{empty} #{Set.is_empty(empty)}")
end
