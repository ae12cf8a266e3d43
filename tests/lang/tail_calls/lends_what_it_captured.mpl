# `visit` only reads the list. The closure that calls it goes before `visit` runs, so the list goes over with the call.
fn visit(words :: List<String>, n :: Int, total :: Int) -> Int do
  if n == 0 do
    total
  else
    let next = closure_over(words, n, total + String.length(List.get(words, n % 3)))
    next(n - 1)
  end
end

fn closure_over(words :: List<String>, n :: Int, total :: Int) -> Fun(Int) -> Int do
  let suffix = "#{n}"
  fn(rest :: Int) -> visit(words, rest, total + String.length(suffix)) end
end

# Not part of a loop: the list may stay where it is while the function reads it.
fn longest(words :: List<String>) -> Int do
  List.reduce(words, 0, fn most, word ->
    if String.length(word) > most do String.length(word) else most end
  end)
end

fn main() do
  println("#{visit(["a", "bb", "c" |> String.repeat(3)], 1000000, 0)}")
  let words = ["x" |> String.repeat(20), "y"]
  let measure = fn -> longest(words) end
  println("#{measure()}")
end
