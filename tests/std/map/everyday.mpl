fn main() do
  let m = %{"a" => 1, "b" => 2, "c" => 3}
  println("#{Map.put_new(m, "a", 9)} #{Map.put_new(m, "d", 4)} #{Map.pop(m, "b")}")
  println(
    "#{Map.update_opt(m, "a", fn o -> Option.map(o, fn n -> n + 10 end) end)} #{Map.update_opt(m, "a", fn _ -> None end)} #{Map.update_opt(m, "z", fn _ -> Some(0) end)}"
  )
  println(
    "#{Map.map_keys(m, String.to_upper)} #{Map.reject(m, fn _, v -> v > 1 end)} #{Map.filter_map(m, fn k, v -> if v > 1 do Some("#{k}#{v}") else None end end)}"
  )
  println(
    "#{Map.find(m, fn _, v -> v > 1 end)} #{Map.any(m, fn k, _ -> k == "c" end)} #{Map.all(m, fn _, v -> v < 3 end)} #{Map.count(m, fn _, v -> v > 1 end)}"
  )
  println(
    "#{Map.merge(m, %{"c" => 30, "d" => 40}, fn _, a, b -> a + b end)} #{Map.take(m, ["c", "a"])} #{Map.drop(m, ["c", "a"])} #{Map.split(m, fn _, v -> v == 2 end)}"
  )
  println(
    "#{Map.invert(m)} #{Map.from_keys([1, 2], "x")} #{Map.min_by(m, fn _, v -> -v end)} #{Map.max_by(m, fn _, v -> -v end)}"
  )
  println(
    "#{Map.to_sorted_list(%{3 => "c", 1 => "a"})} #{Map.sort_by_key(%{3 => "c", 1 => "a"})} #{%{1 => 2, 3 => 4}.hash() == %{3 => 4, 1 => 2}.hash()}"
  )
  Map.each(m, fn k, v -> println("#{k}=#{v}") end)
end
