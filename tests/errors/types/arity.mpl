fn add(a, b) = a + b

type Shape do
  Circle(Float)
  Dot
end

fn main() do
  println("#{add(1)} #{add(1, 2, 3)}")
  let f = fn x -> x end
  println("#{f(1, 2)}")
  let c = Circle(1.0, 2.0)
  case c do
    Circle(a, b) -> println("#{a} #{b}")
    Dot -> println("dot")
  end
end
