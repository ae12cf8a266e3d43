# Only the accumulator is promised; the other list may be copied.
@inplace(out) fn collect(out :: List<Int>, xs :: List<Int>, n :: Int) -> List<Int> do
  if n == 0 do
    out
  else
    let longer = List.append(xs, n)
    collect(List.append(out, List.length(longer) + List.length(xs)), xs, n - 1)
  end
end

fn main() do
  println("#{collect([], [1, 2], 5)}")
  println("#{collect([9], [], 3)}")
end
