def one() -> Int do
  1
end

def two = 2

fn three() = 3

fn empty() do
end

fn main() do
  println("#{one()} #{two()} #{three()} #{empty()}")
end
