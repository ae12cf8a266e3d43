# Every function of SortedMap; thousands of entries against a Map that is sorted afterwards.
fn sorted(m :: Map<Int, Int>) = List.sort_by(Map.to_list(m), fn((k, _)) -> k end)

# One of three removals after each two additions, by a sequence without a pattern.
fn grown(i :: Int, seed :: Int, m :: SortedMap<Int, Int>, plain :: Map<Int, Int>) -> Bool do
  if i == 0 do
    SortedMap.to_list(m) == sorted(plain) && SortedMap.size(m) == Map.size(plain)
  else
    let next = (seed * 1103515245 + 12345) % 2147483648
    let key = next / 65536 % 1500
    if i % 3 == 0 do
      grown(i - 1, next, SortedMap.delete(m, key), Map.delete(plain, key))
    else
      grown(i - 1, next, SortedMap.put(m, key, i), Map.put(plain, key, i))
    end
  end
end

fn drained(m :: SortedMap<Int, Int>, out :: List<Int>) -> List<Int> do
  case SortedMap.pop_last(m) do
    Some(((k, _), rest)) -> drained(rest, List.append(out, k))
    None -> out
  end
end

fn main() do
  let m = SortedMap.from_list([(5, "five"), (1, "one"), (9, "nine"), (3, "three"), (5, "V")])
  println("#{m} #{SortedMap.size(m)} #{SortedMap.keys(m)} #{SortedMap.values(m)}")
  println("#{m.inspect()} #{SortedMap.get_opt(m, 3)} #{SortedMap.get_opt(m, 4)}")
  println("#{SortedMap.get(m, 4, "?")} #{SortedMap.has_key(m, 9)} #{SortedMap.is_empty(m)}")
  println("#{SortedMap.first(m)} #{SortedMap.last(m)}")
  println("#{for key in [0, 1, 4, 5, 10] do SortedMap.floor(m, key) end}")
  println("#{for key in [0, 1, 4, 5, 10] do SortedMap.ceiling(m, key) end}")
  println("#{SortedMap.range(m, 2, 9)} #{SortedMap.range(m, 9, 2)} #{SortedMap.range(m, 0, 100)}")
  println("#{SortedMap.delete(m, 5)} #{SortedMap.delete(m, 6) == m}")
  println("#{SortedMap.update(m, 1, "new", fn s -> s <> "!" end)}")
  println("#{SortedMap.update(m, 2, "new", fn s -> s <> "!" end)}")
  println("#{SortedMap.merge(m, SortedMap.from_list([(1, "uno"), (2, "dos")]))}")
  println("#{SortedMap.map_values(m, fn s -> String.length(s) end)}")
  println("#{SortedMap.filter(m, fn k, v -> k > 3 || v == "one" end)}")
  println(
    "#{SortedMap.fold(m, 0, fn sum, k, _ -> sum + k end)} #{for (k, v) in m do "#{k}#{v}" end}"
  )
  println("#{SortedMap.pop_first(m)}")
  SortedMap.each(m, fn k, v -> println("#{k} #{v}") end)
  println("#{Iter.from([("b", 1), ("a", 2)]) |> SortedMap.collect()}")
  let none :: SortedMap<Int, Int> = SortedMap.new()
  println(
    "#{none} #{SortedMap.first(none)} #{SortedMap.pop_last(none)} #{SortedMap.range(none, 0, 9)}"
  )
  println("#{grown(9000, 1, none, %{})} #{grown(9001, 42, none, %{})}")
  let up = Range.fold(0..2000, none, fn acc, i -> SortedMap.put(acc, i, i) end)
  let down = Range.fold(0..2000, none, fn acc, i -> SortedMap.put(acc, 1999 - i, 1999 - i) end)
  println("#{up == down} #{up.hash() == down.hash()} #{SortedMap.range(up, 500, 503)}")
  println("#{drained(up, []) == List.reverse(List.range(0, 2000))}")
end
