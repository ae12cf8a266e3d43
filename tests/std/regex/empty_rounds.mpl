# A round of a repetition that matches nothing ends it; the order of the alternatives decides, as without `+`.
fn show(rx, s) do
  let spans = for m in Regex.find_all(rx, s) do (m.start, m.stop) end
  println("#{rx} on #{s}: #{spans} #{Regex.captures(rx, s)}")
end

fn main() do
  show(~r/(|a)+/, "aaa")
  show(~r/(|a)*/, "aaa")
  show(~r/(|a){2,}/, "aaa")
  show(~r/(a|)+/, "aaa")
  show(~r/(a|)*/, "aaa")
  show(~r/(a*)+/, "aab")
  show(~r/(a*)*/, "aab")
  show(~r/(a*)*?b/, "aab")
  show(~r/(|a)+b/, "aab")
  show(~r/(|a)+?b/, "aab")
  show(~r/(|a|b)+/, "abab")
  show(~r/(ab?)+/, "abaab")
  show(~r/(ab?)*/, "abaab")
  show(~r/(ab?)*?$/, "abaab")
  show(~r/x{3,}/, "xx xxxx xxx")
end
