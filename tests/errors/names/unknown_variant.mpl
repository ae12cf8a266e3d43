type Shape do
  Circle(Float)
  Dot
end

fn f(s :: Shape) do
  case s do
    Circl(r) -> r
    Dott -> 0.0
    _ -> 1.0
  end
end

fn g() = Sqare(2)
fn h() = Shape.Bo(1)
