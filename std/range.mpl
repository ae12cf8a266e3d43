##! Half-open intervals of Int: `a..b` counts from a up to b - 1.

## The interval from `a` up to, not including, `b`.
pub fn new(a :: Int, b :: Int) -> Range = a..b

## The numbers as a list.
pub fn to_list(r :: Range) -> List<Int> = for i in r do i end

## `f` of each number.
pub fn map<U>(r :: Range, f :: Fun(Int) -> U) -> List<U> = for i in r do f(i) end

## The numbers for which `p` holds.
pub fn filter(r :: Range, p :: Fun(Int) -> Bool) -> List<Int> = for i in r when p(i) do i end

## How many numbers there are.
pub fn length(r :: Range) -> Int do
  if r.end_ <= r.start do 0 else r.end_ - r.start end
end

## Whether `x` lies in the interval.
pub fn contains(r :: Range, x :: Int) -> Bool = x >= r.start && x < r.end_

## Whether there is no number in it.
pub fn is_empty(r :: Range) -> Bool = r.end_ <= r.start

## Every `n`-th number, from the first one on; with a negative `n` from the last one down. Panics for 0.
pub fn step(_r :: Range, 0) -> List<Int> = panic("Range.step: the step is 0")
fn step(r, n) when n > 0 = for i in 0..count_of(length(r), n) do r.start + i * n end
fn step(r, n) = for i in 0..count_of(length(r), 0 - n) do r.end_ - 1 + i * n end

## The numbers from the last to the first.
pub fn reverse(r :: Range) -> List<Int> = step(r, -1)

## Calls `f` with each number.
pub fn each(r :: Range, f :: Fun(Int) -> ()) -> () do
  for i in r do f(i) end
  ()
end

## `f` from `init` over all numbers.
pub fn fold<T>(r :: Range, init :: T, f :: Fun(T, Int) -> T) -> T =
  fold_from(r.start, r.end_, init, f)

## The sum of the numbers.
pub fn sum(r :: Range) -> Int = fold(r, 0, fn a, b -> a + b end)

fn fold_from(at, last, value, f) do
  if at >= last do value else fold_from(at + 1, last, f(value, at), f) end
end

fn count_of(length, n) = (length + n - 1) / n
