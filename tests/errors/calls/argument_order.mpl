fn repeat_text(text :: String, times :: Int) -> String do
  String.repeat(text, times)
end

fn main() do
  println(repeat_text(3, "ab"))
  println(String.join(", ", ["a", "b"]))
  println("#{Regex.is_match("text", ~r/a/)}")
end
