fn main() do
  case 1 do
    1 println("one")
    _ -> println("other")
  end
end
