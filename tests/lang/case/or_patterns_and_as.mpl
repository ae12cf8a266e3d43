type Shape do
  Dot
  Line(Int)
  Box(Int, Int)
  Bar(Int, Int)
end

fn span(s) do
  case s do
    Dot -> 0
    Line(n) | Box(n, _) | Bar(_, n) -> n
  end
end

fn day(n) do
  case n do
    6 | 7 -> "weekend"
    1 | 2 | 3 | 4 | 5 as d -> "day #{d}"
    _ -> "none"
  end
end

fn nested(p) do
  case p do
    (Some(1 | 2), x) -> "low #{x}"
    (Some(n), (0 | 9) as x) -> "#{n} edge #{x}"
    (Some(_) as s, _) -> "#{s}"
    (None, _) -> "none"
  end
end

fn main() do
  println("#{span(Dot)} #{span(Line(3))} #{span(Box(4, 9))} #{span(Bar(9, 5))}")
  println("#{day(6)} #{day(3)} #{day(8)}")
  println(nested((Some(2), 5)))
  println(nested((Some(7), 9)))
  println(nested((Some(7), 8)))
  println(nested((None, 8)))
end
