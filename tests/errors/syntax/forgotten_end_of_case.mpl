fn main() do
  case 3 do
    1 -> println("one")
    _ -> println("other")
end
