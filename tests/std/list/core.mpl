fn main() do
  let xs = [3, 1, 2]
  println("#{List.length(xs)} #{List.new() == [1]} #{List.append(xs, 9)} #{List.prepend(xs, 0)}")
  println(
    "#{List.head(xs)} #{List.tail(xs)} #{List.last(xs)} #{List.get(xs, 1)} #{List.nth(xs, 2)}"
  )
  println(
    "#{List.head_opt(xs)} #{List.tail_opt([9])} #{List.last_opt(xs)} #{List.get_opt(xs, 5)} #{List.get_opt(xs, -1)}"
  )
  println(
    "#{List.concat(xs, [7])} #{List.reverse(xs)} #{List.map(xs, fn x -> x * 2 end)} #{List.filter(xs, fn x -> x > 1 end)}"
  )
  println(
    "#{List.reduce(xs, "", fn(acc, x) -> acc <> "#{x}" end)} #{List.fold_right(xs, "", fn(x, acc) -> acc <> "#{x}" end)}"
  )
  println(
    "#{List.find(xs, fn x -> x < 3 end)} #{List.find(xs, fn x -> x > 3 end)} #{List.any(xs, fn x -> x == 2 end)} #{List.all(xs, fn x -> x > 1 end)} #{List.any([], fn _ -> true end)} #{List.all([], fn _ -> false end)}"
  )
  println("#{List.contains(xs, 2)} #{List.contains(["a"], "b")} #{List.zip(xs, ["a", "b"])}")
  println(
    "#{List.flat_map(xs, fn x -> List.repeat(x, x) end)} #{List.flatten([[1], [], [2, 3]])} #{List.enumerate(["a", "b"])}"
  )
  println(
    "#{List.take(xs, 2)} #{List.take(xs, 9)} #{List.take(xs, -1)} #{List.drop(xs, 2)} #{List.drop(xs, 9)} #{List.drop(xs, -1)}"
  )
  println(
    "#{head(xs)} #{tail(xs)} #{map(xs, fn x -> x + 1 end)} #{filter(xs, fn x -> x == 1 end)} #{reduce(xs, 0, fn(a, b) -> a + b end)}"
  )
end
