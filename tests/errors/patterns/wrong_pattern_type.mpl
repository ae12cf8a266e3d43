fn f(n :: Int) do
  case n do
    "one" -> 1
    Some(x) -> x
    (a, b) -> a
    _ -> 0
  end
end
