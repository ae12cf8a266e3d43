fn main() do
  case Some(1) do
    Some(n) -> println("#{n}")
    None -> println("#{n}")
  end
end
