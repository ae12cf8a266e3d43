# The promise is that of the function; a caller that keeps its value pays with a copy and sees the old one.
@inplace fn add(xs :: List<Int>, n :: Int) -> List<Int> do
  List.append(List.append(xs, n), n)
end

@inplace pub fn fill(text :: StringBuilder, n :: Int) -> StringBuilder do
  if n == 0 do text else fill(StringBuilder.add_int(text, n), n - 1) end
end

fn main() do
  let xs = [1, 2]
  println("#{add(xs, 3)} #{xs}")
  println(StringBuilder.build(fill(StringBuilder.new(), 5)))
  let unused = fn ys -> add(ys, 0) end
  println("#{unused([7])}")
end
