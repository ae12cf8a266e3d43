fn main() do
  case [1, 2] do
    [1, "a"] -> println("odd")
    x :: 3 -> println("#{x}")
    _ -> println("other")
  end
end
