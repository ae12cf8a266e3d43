fn main() do
  let xs = [5, 3, 8, 1]
  println(
    "#{List.sum(xs)} #{List.sum([0.5, 1.0])} #{List.min(xs)} #{List.max(xs)} #{List.min(List.tail([1]))}"
  )
  println(
    "#{List.map_indexed(xs, fn(i, x) -> i * x end)} #{List.reject(xs, fn x -> x > 4 end)} #{List.count(xs, fn x -> x > 2 end)}"
  )
  println(
    "#{List.find_index(xs, fn x -> x == 8 end)} #{List.index_of(xs, 1)} #{List.index_of(xs, 7)} #{List.none(xs, fn x -> x > 9 end)}"
  )
  println(
    "#{List.filter_map(["1", "x", "3"], String.to_int)} #{List.find_map(["x", "2"], String.to_int)}"
  )
  println("#{List.partition(xs, fn x -> x > 4 end)} #{List.unzip([(1, "a"), (2, "b")])}")
  println("#{List.map_result(["1", "2"], number)} #{List.map_result(["1", "q", "z"], number)}")
  println(
    "#{List.take_while(xs, fn x -> x > 2 end)} #{List.drop_while(xs, fn x -> x > 2 end)} #{List.chunk([1, 2, 3, 4, 5], 2)}"
  )
  println(
    "#{List.uniq([1, 2, 1, 3, 2])} #{List.repeat("a", 3)} #{List.slice(xs, 1, 3)} #{List.slice(xs, -4, 99)} #{List.slice(xs, 3, 1)}"
  )
  println("#{List.is_empty([])} #{List.is_empty(xs)} #{List.set(xs, 1, 30)}")
  List.each(xs, fn x -> print("<#{x}>") end)
  println("")
end

fn number(s :: String) -> Int!String do
  case String.to_int(s) do
    Some(n) -> Ok(n)
    None -> Err("bad #{s}")
  end
end
