type Shape do
  Dot
  Circle(r :: Float)
  Pair(Int, Int)
end

fn name(s :: Shape) do
  case s do
    Shape.Dot -> "dot"
    Shape.Circle(_) -> "circle"
    Pair -> "pair"
  end
end

fn main() do
  println("#{name(Shape.Dot)} #{name(Shape.Circle(1.0))} #{name(Pair(1, 2))}")
  let b = case () do
    nil -> "unit"
  end
  println(b)
  let deep = case Some(Some((1, [Ok("x")]))) do
    Some(Some((1, [Ok(s)]))) -> s
    _ -> "no"
  end
  println(deep)
end
