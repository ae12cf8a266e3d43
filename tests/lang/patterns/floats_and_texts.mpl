fn kind(f :: Float) -> String do
  case f do
    0.0 -> "zero"
    -1.5 -> "minus"
    2.5 -> "two and a half"
    _ -> "other"
  end
end

fn word(s :: String) -> Int do
  case s do
    "" -> 0
    "tab\t" -> 1
    "quote\"" -> 2
    "é" -> 3
    _ -> 4
  end
end

fn main() do
  println("#{List.map([0.0, -0.0, -1.5, 2.5, 3.0], kind)}")
  println("#{List.map(["", "tab	", "quote\"", "\u{e9}", "x"], word)}")
end
