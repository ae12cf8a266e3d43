fn area(side :: Int) -> Int = side * side
fn area(width :: Int, height :: Int) -> Int = width * height

fn main() do
  println("#{area()} #{area(1, 2, 3)}")
end
