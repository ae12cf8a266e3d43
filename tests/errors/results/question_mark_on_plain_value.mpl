fn total() -> Int!String do
  let n = String.length("abc")?
  Ok(n)
end

fn main() do
  println("#{total()}")
end
