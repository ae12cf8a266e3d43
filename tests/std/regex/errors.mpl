fn check(pattern) do
  case Regex.compile(pattern) do
    Ok(_) -> println("#{pattern}: fine")
    Err(e) -> println("#{pattern}: #{e}")
  end
end

fn main() do
  for p in [
    "(a",
    "a)",
    "[a",
    "*a",
    "a**",
    "(a)\\1",
    "(?=a)",
    "(?<!a)",
    "\\q",
    "[b-a]",
    "a{3,2}",
    "\\p{Xx}",
    "\\x{zz}",
    "(?z)a",
    "a\\",
    "x{2000}",
    "((a{100}){100}){100}"
  ] do
    check(p)
  end
  println("#{Regex.compile("a", "ix")}")
end
