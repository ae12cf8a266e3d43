fn main() do
  let m = List.reduce(Range.to_list(0..5000), %{}, fn(m, n) -> Map.put(m, "key#{n}", n) end)
  println(
    "#{Map.size(m)} #{Map.get(m, "key4999")} #{Map.get(m, "key0")} #{Map.has_key(m, "key5000")}"
  )
  let half = List.reduce(Range.to_list(0..5000), m, fn(m, n) ->
    if n % 2 == 0 do Map.delete(m, "key#{n}") else m end
  end)
  println("#{Map.size(half)} #{List.take(Map.keys(half), 3)} #{Map.get(m, "key2")}")
  let sum = for {_, v} in half do v end
  println("#{List.sum(sum)}")
  let by_tuple =
    List.reduce(Range.to_list(0..300), %{}, fn(m, n) -> Map.put(m, (n % 7, "#{n % 5}"), n) end)
  println("#{Map.size(by_tuple)} #{Map.get(by_tuple, (0, "0"))}")
end
