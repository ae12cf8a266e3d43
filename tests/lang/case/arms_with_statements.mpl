fn run(n :: Int) -> String do
  case n do
    0 ->
      let a = "zero"
      a <> "!"
    1 -> do
      let b = "one"
      b <> "?"
    end
    2 -> return "left early"
    k when k > 100 ->
      println("big")
      "big #{k}"
    _ -> if n < 0 do "negative" else "some" end
  end
end

fn main() do
  println("#{List.map([0, 1, 2, -1, 5], run)}")
  println(run(101))
end
