fn main() do
  println("#{"abc" |> Regex.is_match(~r/b/)}")
end
