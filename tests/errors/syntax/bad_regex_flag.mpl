fn main() do
  println("#{Regex.is_match(~r/a/x, "a")}")
end
