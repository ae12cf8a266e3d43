fn main() do
  println(
    "#{Iter.from([1, 2, 3, 4]) |> Iter.filter(fn x -> x % 2 == 0 end) |> Iter.map(fn x -> x * 10 end) |> List.collect()}"
  )
  println(
    "#{Iter.from(["x", "y"]) |> Iter.enumerate() |> Map.collect()} #{Iter.from(%{"a" => 1}) |> Iter.to_list()}"
  )
  println(
    "#{Iter.iterate(1, fn n -> n * 3 end).take(5).to_list()} #{Iter.repeat("z").take(2).to_list()} #{Iter.once(7).to_list()}"
  )
  println(
    "#{Iter.unfold(3, fn n -> if n == 0 do None else Some((n, n - 1)) end end) |> Iter.to_list()}"
  )
  println("#{Iter.from(1..4).cycle().take(7).to_list()} #{Iter.from([]).cycle().count()}")
  println(
    "#{Iter.range(0, 20).skip(3).step_by(5).to_list()} #{Iter.range(0, 5).skip_while(fn x -> x < 3 end).to_list()} #{Iter.range(0, 5).take_while(fn x -> x < 3 end).to_list()}"
  )
  println(
    "#{Iter.range(0, 7).chunk(3).to_list()} #{Iter.range(0, 4).window(2).to_list()} #{Iter.from([1, 1, 2, 1]).dedup().to_list()}"
  )
  println(
    "#{Iter.range(1, 5).scan(0, fn a, x -> a + x end).to_list()} #{Iter.range(1, 4).intersperse(0).to_list()} #{Iter.from([3, 1, 2]).sort().to_list()}"
  )
  println(
    "#{Iter.chain(Iter.range(0, 2), Iter.range(5, 7)).to_list()} #{Iter.zip(Iter.range(0, 9), Iter.from(["a", "b"])).to_list()}"
  )
  println(
    "#{Iter.from(["1", "x", "3"]).filter_map(String.to_int).to_list()} #{Iter.from(["1", "x", "3"]).map_while(String.to_int).to_list()}"
  )
  println(
    "#{Iter.range(0, 5).any(fn x -> x == 3 end)} #{Iter.range(0, 5).all(fn x -> x < 3 end)} #{Iter.range(0, 5).find(fn x -> x > 2 end)} #{Iter.range(5, 9).position(fn x -> x == 7 end)}"
  )
  println(
    "#{Iter.range(1, 6).product()} #{Iter.from([0.5, 1.5]).sum()} #{Iter.range(0, 4).last()} #{Iter.range(0, 4).nth(2)} #{Iter.from(["bb", "a"]).min_by(fn s -> s.length() end)}"
  )
  println(
    "#{Iter.range(0, 6).group_by(fn x -> x % 2 == 0 end)} #{Iter.range(0, 3).join("-")} #{Iter.range(0, 4).partition(fn x -> x > 1 end)}"
  )
  println(
    "#{Iter.range(0, 9).fold_while(0, fn a, x -> if x > 3 do Err(a) else Ok(a + x) end end)} #{Iter.from(["a", "b"]) |> String.collect()}"
  )
  let twice = Iter.range(0, 3)
  println(
    "#{twice.count()} #{twice.sum()} #{Iter.range(0, 1000000).filter(fn x -> x % 2 == 0 end).count()}"
  )
end
