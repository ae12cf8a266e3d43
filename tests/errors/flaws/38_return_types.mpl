fn half(n :: Int) -> Int do
  if n % 2 == 1 do
    return "odd"
  end
  n / 2
end

fn pick(b :: Bool) -> Int do
  if b do 1 end
end

fn main() do
  println("#{half(3)} #{pick(true)}")
end
