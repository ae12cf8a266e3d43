fn all(pattern, text) do
  case Regex.compile(pattern) do
    Ok(rx) -> println("#{pattern}: #{for m in Regex.find_all(rx, text) do m.text end}")
    Err(e) -> println("#{pattern}: #{e}")
  end
end

fn main() do
  all("a|ab|abc", "abcab")
  all("(a|ab)(c|bcd)*", "abcd")
  all("a{2,3}", "aaaaaaa")
  all("a{2,3}?", "aaaaa")
  all("(ab){2}", "ababab")
  all("x*", "axb")
  all("[^a-c]+", "abcdefabc")
  all("[a\\-z]+", "b-a-z")
  all("[]a]+", "a]b")
  all("\\d+", "a12b٣c")
  all("\\w+", "naïve_1 x")
  all("\\bfoo\\b", "foo food foo")
  all("\\p{Lu}+", "abCDÉf")
  all("(?i)straße|É", "STRAßE é")
  all("(?i:a)b", "Ab AB")
  all("^.*$", "one\ntwo")
  all("(?m)^.*$", "one\ntwo")
  all("(?s).+", "one\ntwo")
  all("a.c", "aéc a日c")
  all("\\x41|\\u{42}|\\u0043", "ABCD")
  all("[[:alpha:]]+[[:digit:]]", "ab1 c2")
  all("(a*)*b", "aaab")
  all("a+?", "aaa")
  all("(?:ab|a)(?:c|bcd)", "abcd")
  all("\\Aab|b\\z", "abab")
  all("{1}x{,2}", "{1}x{,2}")
end
