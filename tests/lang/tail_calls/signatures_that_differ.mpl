# Mutual recursion between functions of one to eleven parameters, of words, floats and references.
fn one(n :: Int) -> String do
  if n == 0 do
    "one"
  else
    three(n - 1, 0.5, "x")
  end
end

fn three(n :: Int, x :: Float, word :: String) -> String do
  if n == 0 do
    "three #{x} #{word}"
  else
    many(n - 1, 1, 2, 3, 4, x, word, [n], n, n > 5, word)
  end
end

fn many(
  n :: Int,
  a :: Int,
  b :: Int,
  c :: Int,
  d :: Int,
  x :: Float,
  word :: String,
  list :: List<Int>,
  e :: Int,
  ok :: Bool,
  last :: String
) -> String do
  if n == 0 do
    "many #{a + b + c + d + e} #{x} #{word} #{list} #{ok} #{last}"
  else
    one(n - 1)
  end
end

fn main() do
  println(one(1000000))
  println(one(1000001))
  println(one(1000002))
end
