fn main() do
  case 3 do
    "3" -> println("three")
    3.0 -> println("float")
    _ -> println("other")
  end
  case Some(1) do
    Some("1") -> println("one")
    _ -> println("other")
  end
end
