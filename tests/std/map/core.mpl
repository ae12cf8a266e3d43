fn main() do
  println("#{%{1 => "a", 2 => "b"} |> Map.delete(1) |> Map.put(1, "c")}")
  let m = %{"x" => 1, "y" => 2}
  println(
    "#{Map.get(m, "x")} #{Map.get(m, "q")} #{Map.get(m, "q", 7)} #{Map.get_opt(m, "y")} #{Map.has_key(m, "y")} #{Map.size(m)} #{Map.is_empty(m)}"
  )
  println(
    "#{Map.keys(m)} #{Map.values(m)} #{Map.to_list(m)} #{Map.from_list([("a", 1), ("b", 2), ("a", 3)])}"
  )
  println("#{Map.merge(m, %{"y" => 20, "z" => 30})} #{Map.delete(m, "nothing")}")
  println(
    "#{Map.fold(m, 0, fn(acc, _, v) -> acc + v end)} #{Map.map_values(m, fn v -> v * 10 end)} #{Map.filter(m, fn(k, v) -> k == "x" || v > 5 end)}"
  )
  let counts =
    List.reduce(["a", "b", "a"], Map.new(), fn(m, w) -> Map.update(m, w, 1, fn n -> n + 1 end) end)
  println("#{counts}")
  let zeros :: Map<Int, String> = Map.new()
  println(
    "[#{Map.get(zeros, 3)}] #{zeros} #{Map.get(%{1 => [2]}, 9)} #{Map.get(%{1 => Some(2)}, 9)}"
  )
  println(
    "#{Map.get(%{true => 1, false => 2}, false)} #{Map.get(%{0.0 => "zero"}, -0.0)} #{Map.get(%{:a => 1}, :a)}"
  )
end
