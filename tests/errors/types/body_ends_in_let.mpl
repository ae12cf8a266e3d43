fn total() -> Int do
  let sum = 1 + 2
end

fn main() do
  println("#{total()}")
end
