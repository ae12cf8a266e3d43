fn main() do
  println(
    "#{String.is_blank(" \t")} #{String.at("añb", 1)} #{String.at("a", 5)} #{String.first("xy")} #{String.last("xy")} #{String.first("")}"
  )
  println(
    "#{String.take("añbc", 2)} #{String.drop("añbc", 2)} #{String.take_end("añbc", 2)} #{String.drop_end("añbc", 1)} #{String.take_end("ab", 9)}"
  )
  println(
    "#{String.strip_suffix("a.txt", ".txt")} #{String.strip_suffix("a", "b")} [#{String.center("ab", 5, " ")}] #{String.words(" a  b ")}"
  )
  println(
    "#{String.capitalize("éa B")} #{String.title_case("the OLD man")} #{String.compare("a", "b")} #{String.truncate("abcdef", 4, "…")} #{String.truncate("abc", 4, "…")}"
  )
  println(
    "#{String.map_chars("abc", fn c -> c <> c end)} #{String.any_char("a1", String.is_numeric)} #{String.all_char("12", String.is_numeric)} #{String.is_numeric("")}"
  )
  println("#{String.slugify("Hello,  World! Ünï 42")}")
  println(String.dedent("    a\n      b\n\n    c"))
end
