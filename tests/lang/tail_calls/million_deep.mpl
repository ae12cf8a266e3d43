fn count(n, acc) do
  if n == 0 do acc else count(n - 1, acc + 1) end
end

fn clause(0, acc) = acc
fn clause(n, acc) when n % 2 == 0 = clause(n - 1, acc + 2)
fn clause(n, acc) = clause(n - 1, acc)

fn in_case(xs, text) do
  case xs do
    [] -> text
    x :: rest -> in_case(rest, "#{x}")
  end
end

fn returned(n) do
  if n > 0 do
    return returned(n - 1)
  end
  "returned"
end

fn piped(n) do
  if n == 0 do
    "piped"
  else
    n - 1 |> piped
  end
end

fn even(n) = if n == 0 do true else odd(n - 1) end
fn odd(n) = if n == 0 do false else even(n - 1) end

fn swap(a, b, n) do
  if n == 0 do "#{a} #{b}" else swap(b, a <> "", n - 1) end
end

fn main() do
  println("#{count(1000000, 0)}")
  println("#{clause(1000000, 0)}")
  println(in_case(Range.to_list(0..1000000), ""))
  println(returned(1000000))
  println(piped(1000000))
  println("#{even(1000001)}")
  println(swap("left", "right", 1000001))
end
