type Light do
  Red
  Green
end

fn main() do
  let pair = (Some(Red), true)
  case pair do
    (Some(Red), true) -> println("a")
    (Some(Green), _) -> println("b")
    (None, _) -> println("c")
  end
end
