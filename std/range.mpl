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
