fn f(n :: Int) do
  case n do
    x when x > 0 -> "positive"
    x when x <= 0 -> "other"
  end
end
