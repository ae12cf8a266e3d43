##! Numbers: made, sorted into a new list, folded.

## The next state of the generator, 32 bits.
pub fn step(x :: Int) -> Int = Int.band(x * 1664525 + 1013904223, 4294967295)

fn make(n :: Int, x :: Int, out :: List<Int>) -> List<Int> do
  if n == 0 do
    out
  else
    let x = step(x)
    make(n - 1, x, List.append(out, Int.shr(x, 1)))
  end
end

## Prints the smallest, the largest and a checksum of n sorted numbers.
pub fn sort(n :: Int) -> () do
  let sorted = List.sort(make(n, 42, []))
  let hash = List.reduce(sorted, 0, fn(h, x) -> (h * 31 + x) % 1000000007 end)
  println("#{List.head(sorted)} #{List.last(sorted)} #{hash}")
end
