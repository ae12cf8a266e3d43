fn tell(label :: String) -> Int do
  print(label)
  1
end

struct Pair do
  left :: Int
  right :: Int
end

fn three(a, b, c) = a + b + c

fn pick(label :: String) -> Fun(Int, Int) -> Int do
  print(label)
  fn(a, b) -> a + b end
end

fn main() do
  println(" #{three(tell("a"), tell("b"), tell("c"))}")
  println(" #{tell("a") + tell("b") * tell("c")}")
  println(" #{[tell("a"), tell("b")]}")
  println(" #{%{tell("k") => tell("v"), 2 => tell("w")}}")
  let p = Pair { right: tell("r"), left: tell("l") }
  println(" #{p.left}")
  println(" #{pick("f")(tell("a"), tell("b"))}")
  println(" #{tell("x") |> three(tell("y"), tell("z"))}")
  println(" #{case tell("s") do
    1 -> tell("t")
    _ -> 0
  end}")
end
