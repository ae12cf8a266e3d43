fn endless(n :: Int) -> Int = 1 + endless(n + 1)

fn main() do
  println("#{endless(0)}")
end
