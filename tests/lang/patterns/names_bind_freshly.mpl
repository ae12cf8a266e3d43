fn main() do
  let limit = 5
  let text = case 9 do
    limit -> "bound #{limit}"
  end
  println("#{text}, outside #{limit}")
  let first = 1
  for first in [7, 8] do
    println("#{first}")
  end
  println("#{first}")
end
