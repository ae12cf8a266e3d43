type Shape do
  Dot
  Circle(Float)
end

fn f(s :: Shape) do
  case s do
    Dot -> 1
    Circle(_) -> 2
    _ -> 3
  end
end

fn g(n :: Int) do
  case n do
    1 | 2 -> "low"
    2 -> "two"
    _ -> "other"
    5 -> "five"
  end
end

fn h(xs :: List<Int>) do
  case xs do
    [] -> 0
    x :: _ -> x
    [a, b] -> a + b
  end
end
