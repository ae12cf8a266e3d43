# Patterns that take exponential time with backtracking, on a text of a megabyte: each text is read once.
fn ends_with(letter :: String) -> String = String.repeat("a", 1048576) <> letter

fn tried(pattern :: String, text :: String) -> () do
  case Regex.compile(pattern) do
    Ok(rx) -> println("#{pattern} #{Regex.is_match(rx, text)}")
    Err(why) -> println("#{pattern}: #{why}")
  end
end

fn main() do
  let text = ends_with("b")
  tried("^(a+)+$", text)
  tried("^(a|aa)+$", text)
  tried("^(a|a?)+$", text)
  tried("^(.*)*c$", text)
  tried("^(a*)*b$", text)
  tried("(x+x+)+y", text)
  tried("(a?){30}a{30}", String.repeat("a", 30))
  tried("([a-z]+)+[0-9]$", text)
end
