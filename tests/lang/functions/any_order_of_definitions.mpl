fn main() do
  let p = make(3)
  println("#{p.x} #{limit} #{is_even(10)} #{is_odd(7)}")
  println(describe(Circle(2.0)))
  println(Origin { x: 1 }.name())
end

fn describe(s) do
  case s do
    Dot -> "dot"
    Circle(r) -> "circle #{r}"
  end
end

fn make(n) = Origin { x: n * limit }

fn is_even(n) when n == 0 = true
fn is_even(n) = is_odd(n - 1)

fn is_odd(n) when n == 0 = false
fn is_odd(n) = is_even(n - 1)

impl Named for Origin do
  fn name(self) -> String do "origin #{self.x}" end
end

interface Named do
  fn name(self) -> String
end

let limit = base + 1
let base = 6

type Shape do
  Dot
  Circle(Float)
end

struct Origin do
  x :: Int
end
