fn main() do
  case 1 > 2 do
    true -> println("yes")
  end
end
