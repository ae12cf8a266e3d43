fn half(n :: Int) -> Int!String do
  if n % 2 == 0 do
    Ok(n / 2)
  else
    Err(n)
  end
end

fn main() do
  println("#{half(3)}")
end
