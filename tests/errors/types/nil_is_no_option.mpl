fn find(n :: Int) -> Int? do
  if n > 0 do
    Some(n)
  else
    nil
  end
end

fn main() do
  println("#{find(1)}")
end
