@inplace(xs) fn with_history(xs :: List<Int>) -> (List<Int>, List<List<Int>>) do
  let history = [xs]
  (List.append(xs, 1), history)
end

fn main() do
  let (xs, history) = with_history([])
  println("#{xs} #{history}")
end
