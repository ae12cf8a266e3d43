fn pair(p :: (Bool, Bool)) do
  case p do
    (true, _) -> 1
    (_, true) -> 2
  end
end

fn list(xs :: List<Bool>) do
  case xs do
    true :: _ -> 1
    [] -> 2
  end
end

fn main() do
  println("#{pair((true, true))} #{list([])}")
end
