fn half(n :: Int) -> Int!String do
  if n % 2 == 1 do
    throw "odd"
  end
  Ok(n / 2)
end

fn main() do
  println("#{half(3)}")
end
