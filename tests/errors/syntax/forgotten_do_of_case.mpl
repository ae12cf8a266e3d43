fn main() do
  case 3
    1 -> println("one")
    _ -> println("other")
  end
end
