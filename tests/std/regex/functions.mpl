fn main() do
  let rx = ~r/(?<year>\d{4})-(?<month>\d\d)/
  println("#{Regex.named_captures(rx, "on 2025-03 and 2024-11")}")
  println("#{Regex.find(rx, "é 2025-03")}")
  println("#{Regex.captures_all(rx, "2025-03 2024-11")}")
  println(Regex.replace(rx, "2025-03 2024-11", "\${month}/$year$$$9"))
  println(Regex.replace_first(rx, "2025-03 2024-11", "-"))
  println(Regex.replace_with(rx, "2025-03 2024-11", fn m -> "<#{m.start}:#{m.stop}>" end))
  println(
    "#{Regex.split(~r/-/, "a-b-c-d", 2)} #{Regex.split(~r//, "añb")} #{Regex.count(~r/o/, "foo boo")}"
  )
  println(Regex.escape("1+1=2 (ok?)"))
  println("#{"a1b2" |2> Regex.replace(~r/\d/, "#")}")
  println("#{Regex.is_match(~r/(x+x+)+y/, String.repeat("x", 20000))}")
end
