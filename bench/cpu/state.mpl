##! Loops that thread state: a map of counters, a record, lists.

from Sort import step

fn count(n :: Int, k :: Int, x :: Int, counts :: Map<Int, Int>) -> Map<Int, Int> do
  if n == 0 do
    counts
  else
    let x = step(x)
    count(n - 1, k, x, Map.update(counts, Int.shr(x, 8) % k, 1, fn c -> c + 1 end))
  end
end

## n counted updates over k keys.
pub fn state_map(n :: Int, k :: Int) -> () do
  let counts = count(n, k, 42, Map.new())
  let sum = Map.fold(counts, 0, fn(sum, key, c) -> sum + c * (key % 7) end)
  let most = Map.fold(counts, 0, fn(most, _, c) -> Math.max(most, c) end)
  println("#{Map.size(counts)} #{sum} #{most}")
end

struct Record do
  a :: Int
  b :: Int
  c :: Int
  d :: Int
  e :: Int
  f :: Int
  g :: Int
  h :: Int
end

fn update(r :: Record, i :: Int) -> Record do
  case Int.band(i, 7) do
    0 -> %{r | a: r.a + i}
    1 -> %{r | b: r.b + i}
    2 -> %{r | c: r.c + i}
    3 -> %{r | d: r.d + i}
    4 -> %{r | e: r.e + i}
    5 -> %{r | f: r.f + i}
    6 -> %{r | g: r.g + i}
    _ -> %{r | h: r.h + i}
  end
end

fn updates(r :: Record, i :: Int, n :: Int) -> Record do
  if i == n do r else updates(update(r, i), i + 1, n) end
end

## n updates of one field of a record.
pub fn state_record(n :: Int) -> () do
  let start = Record { a: 0, b: 0, c: 0, d: 0, e: 0, f: 0, g: 0, h: 0 }
  let r = updates(start, 0, n)
  println("#{r.a} #{r.h}")
end

fn round(n :: Int, k :: Int) -> Int do
  (for i in 1..(n + 1) do i end)
    |> List.map(fn x -> x * 3 + k end)
    |> List.filter(fn x -> x % 2 == 0 end)
    |> List.reverse()
    |> List.sum()
end

fn total(n :: Int, rounds :: Int, k :: Int, sum :: Int) -> Int do
  if k == rounds do sum else total(n, rounds, k + 1, sum + round(n, k)) end
end

## Builds, maps, filters, reverses and sums a list of n numbers, `rounds` times.
pub fn state_list(n :: Int, rounds :: Int) -> () do
  println("#{total(n, rounds, 0, 0)}")
end
