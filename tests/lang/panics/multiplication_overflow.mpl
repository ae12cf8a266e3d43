fn power(n :: Int, k :: Int) -> Int do
  if k == 0 do 1 else n * power(n, k - 1) end
end

fn main() do
  println("#{power(3, 39)}")
  println("#{power(3, 40)}")
end
