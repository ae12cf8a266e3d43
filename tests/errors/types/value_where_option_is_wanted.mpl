fn find(n :: Int) -> Int? do
  if n > 0 do
    n
  else
    None
  end
end

fn main() do
  println("#{find(1)}")
end
