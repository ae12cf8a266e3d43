fn is_long(s) = String.length(s) > 3

fn main() do
  let words = ["a", "four", "fives"]
  for w in words do
    case w do
      x when is_long(x) && String.length(x) % 2 == 0 -> println("even #{x}")
      x when List.any([4, 5], fn n -> n == String.length(x) end) -> println("odd #{x}")
      x when case x do
        "a" -> true
        _ -> false
      end -> println("the a")
      _ -> println("none")
    end
  end
end
