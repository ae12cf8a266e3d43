fn area(side) = side * side
fn area(w, h) = w * h
fn area(a, b, c) = a * b + c

fn main() do
  println("#{area(3)} #{area(3, 4)} #{area(1, 2, 3)}")
  println("#{3 |> area} #{3 |> area(5)} #{3 |2> area(5)}")
  let two :: Fun(Int, Int) -> Int = area
  println("#{two(6, 7)}")
end
