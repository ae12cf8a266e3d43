fn main() do
  println(Regex.replace(~r/(\w+)@(\w+)/, "ann@home", "$2:$1"))
  println(
    "#{Regex.split(~r/\s*,\s*/, "a , b,c")} #{Regex.captures(~r/(a)(b)?/, "a")} #{Regex.split(~r/,/, "")}"
  )
  println(Regex.replace(~r/a*/, "baac", "X"))
  println(
    "#{Regex.is_match(~r/^a.c$/i, "ABC")} #{Regex.is_match(~r/a.c/, "a\nc")} #{Regex.is_match(~r/a.c/s, "a\nc")}"
  )
  println(
    "#{Regex.is_match(~r/^b$/m, "a\nb\nc")} #{Regex.is_match(~r/^b$/, "a\nb\nc")} #{Regex.is_match(~r/a$/, "a\n")}"
  )
  println("#{~r/a+\/b/i} #{~r/x/ == ~r/x/} #{Regex.source(~r/\d/)}")
end
