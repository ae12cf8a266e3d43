fn main() do
  let first = List.head_opt([1])
  case first do
    Some(n) -> println("#{n}")
  end
end
