from Shapes import square

fn main() do
  let s = square(3)
  println("#{s.area()} #{s} #{s.side}")
end
