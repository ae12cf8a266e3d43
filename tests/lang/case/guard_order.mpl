fn asked(n) do
  println("guard #{n}")
  n > 2
end

fn choose(n) do
  case n do
    1 when asked(1) -> "a"
    x when asked(x) -> "b"
    1 -> "c"
    _ -> "d"
  end
end

fn main() do
  println(choose(1))
  println(choose(3))
  println(choose(2))
end
