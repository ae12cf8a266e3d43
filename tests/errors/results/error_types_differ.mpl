type ParseError do
  Empty
  Bad(String)
end

fn parse(text :: String) -> Int!ParseError = Err(Bad(text))

fn load() -> Int!String do
  let n = parse("x")?
  Ok(n + 1)
end

fn main() do
  println("#{load()}")
end
