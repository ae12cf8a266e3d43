fn total(text :: String) -> Int!String do
  let n = String.to_int(text)?
  Ok(n)
end

fn main() do
  println("#{total("1")}")
end
