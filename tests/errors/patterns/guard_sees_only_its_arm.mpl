fn main() do
  case Some(3) do
    Some(n) when m > 1 -> println("#{n}")
    _ -> println("other")
  end
end
