fn load() -> Int!String = Ok(1)

fn main() do
  let n = load()?
  println("#{n}")
end
