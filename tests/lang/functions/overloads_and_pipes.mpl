fn area(side :: Int) -> Int = side * side
fn area(w :: Int, h :: Int) -> Int = w * h
fn area() -> Int = 0

fn main() do
  println("#{area()} #{area(3)} #{area(3, 4)} #{3 |> area} #{3 |> area(5)} #{3 |2> area(6)}")
  println("#{List.map([1, 2], fn n -> area(n) end)}")
  let one :: Fun(Int) -> Int = area
  println("#{one(9)}")
end
