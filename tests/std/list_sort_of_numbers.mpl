fn made(n :: Int, x :: Int, out :: List<Int>) -> List<Int> do
  if n == 0 do
    out
  else
    let x = Int.band(x * 1664525 + 1013904223, 4294967295)
    made(n - 1, x, List.append(out, (x - 2147483648) * (x % 5 - 2) * 1000))
  end
end

fn ascending(xs :: List<Int>, i :: Int) -> Bool do
  i >= List.length(xs) || (List.get(xs, i - 1) <= List.get(xs, i) && ascending(xs, i + 1))
end

fn main() do
  println("#{List.sort([3, -1, 2, 9223372036854775807, -9223372036854775808, 0])}")
  let xs = made(200000, 42, [])
  let sorted = List.sort(xs)
  println("#{List.length(sorted)} #{ascending(sorted, 1)} #{List.sum(xs) == List.sum(sorted)}")
  println("#{xs == sorted} #{sorted == List.sort_by(xs, fn x -> x end)}")
  println("#{List.sort(List.take(xs, 25)) == List.sort_by(List.take(xs, 25), fn x -> x end)}")
  println("#{List.sort(["b", "a", "c"])} #{List.sort([1.5, -2.0])} #{List.sort([true, false])}")
  let groups = List.reduce([1, 2, 3, 4, 5, 6], %{}, fn(m, x) ->
    Map.update(m, x % 2, [x], fn seen -> List.append(seen, x) end)
  end)
  let more = Map.update(groups, 0, [], fn seen -> List.append(seen, 8) end)
  println("#{groups} #{more}")
end
