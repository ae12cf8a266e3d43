# A function that gives back what it was given, or a part of it, makes a second name of it and no second value.
struct Crate do
  items :: List<Int>
end

fn same(xs :: List<Int>) -> List<Int> = xs

fn through_two(xs :: List<Int>, c :: Bool) -> List<Int> do
  if c do same(xs) else [] end
end

fn items(c :: Crate) -> List<Int> = c.items

@inplace fn renamed(xs :: List<Int>) -> (List<Int>, Int) do
  let other = through_two(xs, true)
  let more = List.append(other, 1)
  (more, List.length(xs))
end

@inplace fn part(c :: Crate) -> (Crate, List<Int>) do
  let more = List.append(items(c), 1)
  (c, more)
end

# The old name is not used behind the update.
@inplace fn in_time(xs :: List<Int>) -> (List<Int>, Int) do
  let other = same(xs)
  let n = List.length(xs)
  (List.append(other, 1), n)
end

fn main() do
  println("#{renamed([1])} #{part(Crate { items: [1] })} #{in_time([1])}")
end
