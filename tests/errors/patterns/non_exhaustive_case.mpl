type Shape do
  Dot
  Circle(Float)
  Box(Int, Bool)
end

fn a(s :: Shape) do
  case s do
    Dot -> 0
    Box(_, true) -> 1
  end
end

fn b(x :: Option<Option<Bool>>) do
  case x do
    Some(Some(true)) -> 1
    None -> 2
  end
end

fn c(n :: Int) do
  case n do
    0 -> "zero"
    1 -> "one"
  end
end

fn d(p :: (Bool, Bool)) do
  case p do
    (true, _) -> 1
    (_, true) -> 2
  end
end

fn e(xs :: List<Int>) do
  case xs do
    [] -> 0
    [x] -> x
    0 :: _ :: _ -> 1
  end
end

fn f(s :: String) do
  case s do
    "a" -> 1
  end
end
