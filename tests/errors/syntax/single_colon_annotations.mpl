fn add(a: Int, b: Int) -> Int do
  a + b
end

struct Point do
  x: Int
end

fn main() do
  let n: Int = 1
  println("#{n}")
end
