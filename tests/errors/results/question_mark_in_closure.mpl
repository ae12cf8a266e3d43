fn load(n :: Int) -> Int!String = Ok(n)

fn total() -> Int!String do
  let xs = List.map([1, 2], fn n -> load(n)? + 1 end)
  Ok(List.sum(xs))
end

fn main() do
  println("#{total()}")
end
