fn main() do
  println("#{Regex.is_match(~r/(a/, "a")}")
  println("#{Regex.is_match(~r/é[z-a]/, "a")}")
  println("#{Regex.is_match(~r/*a/, "a")}")
  println("#{~r/a(?=b)/} #{~r/(a)\1/} #{~r/a{2,1}/}")
end
