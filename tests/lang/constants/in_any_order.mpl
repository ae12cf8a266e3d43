let total = first + second
let first = 20
let second = double(11)
pub let names = ["a", "b"]
let table = %{"x" => total}

fn double(n :: Int) -> Int = n * 2

module Inner do
  pub let depth = 3
  pub fn deeper() -> Int = depth + 1
end

fn main() do
  println("#{total} #{names} #{table} #{Inner.depth} #{Inner.deeper()}")
end
