fn main() do
  println(
    "#{String.slice("héllo", 1, 3)} #{String.length("日本")} #{String.length("")} #{String.split("a--b", "-")} #{List.length(String.split("a--b", "-"))}"
  )
  println(
    "#{String.to_int(" +7 ")} #{String.to_int("9223372036854775808")} #{String.to_int("-12")} #{String.to_int("")} #{String.to_int("1_000")} #{String.to_int("1.0")} #{String.to_int("+")}"
  )
  println(
    "#{String.to_float("3")} #{String.to_float(".5")} #{String.to_float("5.")} #{String.to_float("+1e5")} #{String.to_float("1E-3")} #{String.to_float("inf")} #{String.to_float("1e999")} #{String.to_float(".")} #{String.to_float("0x10")}"
  )
  println(
    "[#{String.slice("abc", -5, 100)}] [#{String.slice("abc", 2, 1)}] #{String.contains("abc", "bc")} #{String.contains("abc", "")} #{String.starts_with("abc", "ab")} #{String.ends_with("abc", "bc")} #{String.starts_with("a", "")}"
  )
  println(
    "[#{String.trim("  \t a b \n")}] [#{String.trim_start("  a ")}] [#{String.trim_end(" a  ")}]"
  )
  println("#{String.to_upper("straße")} #{String.to_lower("ÄÖ ΑΣ")}")
  println(
    "#{String.replace("abc", "", "-")} #{String.replace("aXbXc", "X", "")} #{String.replace("aaa", "aa", "b")} #{String.replace_first("aXbX", "X", "!")}"
  )
  println(
    "#{String.split(",a,,b,", ",")} #{List.length(String.split(",a,,b,", ","))} #{List.length(String.split("", ","))} #{List.length(String.split("abc", ""))}"
  )
  println(
    "#{String.join(["a", "b", "c"], ", ")} [#{String.join([], ",")}] #{String.join(["one"], "-")}"
  )
  println(
    "#{String.repeat("ab", 3)} [#{String.repeat("ab", 0)}] #{String.reverse("añb")} #{String.chars("aéz")} #{String.codepoints("aé")} #{String.from_codepoints([72, 233])}"
  )
  println(
    "#{String.find("hello", "l")} #{String.last_index_of("hello", "l")} #{String.index_of("hé lo", "lo")} #{String.find("a", "z")} #{String.count("banana", "an")}"
  )
  println(
    "#{String.split_once("k=v=w", "=")} #{String.split_once("kv", "=")} #{String.strip_prefix("pre-x", "pre-")} #{String.strip_prefix("x", "pre-")}"
  )
  println(
    "[#{String.pad_start("7", 3, "0")}] [#{String.pad_end("ab", 4, ".")}] #{String.lines("a\nb\r\nc\n")} #{String.split_whitespace("  a b\tc ")}"
  )
  println(
    "#{String.is_empty("")} #{String.byte_length("日本")} #{String.is_ascii("abc")} #{String.is_ascii("é")} #{String.eq_ignore_case("ABC", "abc")} #{String.split("a,b,c", ",", 2)}"
  )
end
