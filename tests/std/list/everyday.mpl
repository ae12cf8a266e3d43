fn main() do
  println(
    "#{List.sort_desc([1, 3, 2])} #{List.product([2, 3, 4])} #{List.min_by(["bb", "a", "c"], fn s -> s.length() end)} #{List.max_by(["bb", "a", "cc"], fn s -> s.length() end)}"
  )
  println(
    "#{List.sort_with([3, 1, 2], fn a, b -> compare(b, a) end)} #{List.sort_with(["b", "A"], Ordering.by(fn s -> s.to_lower() end))}"
  )
  println(
    "#{List.uniq_by([1, 11, 2], fn n -> n % 10 end)} #{List.dedup([1, 1, 2, 1])} #{List.frequencies(["a", "b", "a"])}"
  )
  println(
    "#{List.group_by([1, 2, 3], fn n -> n % 2 == 0 end)} #{List.to_map(["a", "bb"], fn s -> s.length() end)} #{List.chunk_by([1, 3, 2, 4, 5], fn n -> n % 2 end)}"
  )
  println(
    "#{List.window([1, 2, 3], 2)} #{List.split_at([1, 2, 3], 1)} #{List.split_while([1, 2, 3], fn n -> n < 3 end)}"
  )
  println(
    "#{List.take_last([1, 2, 3], 2)} #{List.drop_last([1, 2, 3], 2)} #{List.insert_at([1, 3], 1, 2)} #{List.update_at([1, 2], 1, fn n -> n * 9 end)} #{List.delete_at([1, 2], 0)} #{List.delete([1, 2, 1], 1)}"
  )
  println(
    "#{List.intersperse([1, 2, 3], 0)} #{List.interleave([1, 2, 3], [9])} #{List.zip_with([1, 2], [3, 4], fn a, b -> a * b end)} #{List.zip3([1], ["a"], [true])}"
  )
  println(
    "#{List.fold_while([1, 2, 3], 0, fn a, x -> if x == 3 do Err(a) else Ok(a + x) end end)} #{List.scan([1, 2, 3], 0, fn a, x -> a + x end)} #{List.range(2, 5)} #{List.init(3, fn i -> i * i end)}"
  )
  println(
    "#{List.transpose([[1, 2], [3, 4], [5, 6]])} #{List.combinations([1, 2, 3], 2)} #{List.join_map([1, 2], "+", fn n -> "#{n}" end)} #{List.binary_search([1, 3, 5, 7], 5)} #{List.binary_search([1, 3], 2)}"
  )
  println("#{List.chunk_by([], fn n -> n end) == [[1]]} #{List.transpose([[1]])}")
end
