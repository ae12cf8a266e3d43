struct Point do
  x :: Int
  y :: Int
end

fn halves(xs :: List<Int>) -> (List<Int>, List<Int>) do
  let n = List.length(xs) / 2
  (List.take(xs, n), List.drop(xs, n))
end

fn main() do
  let (a, b) = (1, "two")
  println("#{a} #{b}")
  let ((c, d), (e, _)) = ((1, 2), (3.5, true))
  println("#{c} #{d} #{e}")
  let (left, right) = halves([1, 2, 3, 4, 5])
  println("#{left} #{right}")
end
