fn day(n :: Int) -> String do
  case n do
    1 -> "monday"
    2 -> "tuesday"
    1 -> "again"
    _ -> "other"
  end
end

fn name(text :: String) -> Int do
  case text do
    "a" | "b" -> 1
    "b" -> 2
    _ -> 3
  end
end

fn main() do
  println("#{day(1)} #{name("a")}")
end
