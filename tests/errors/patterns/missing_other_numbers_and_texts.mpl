fn main() do
  case 3 do
    1 -> println("one")
    2 -> println("two")
  end
  case "b" do
    "a" -> println("a")
  end
  case :day do
    :day -> println("day")
  end
end
