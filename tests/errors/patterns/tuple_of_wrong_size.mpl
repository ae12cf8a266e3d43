fn main() do
  let pair = (1, "a")
  let (a, b, c) = pair
  println("#{a} #{b} #{c}")
end

fn first(pair :: (Int, Int)) -> Int do
  case pair do
    (x, _, _) -> x
  end
end
