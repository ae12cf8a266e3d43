fn count() -> Int do
  while false do
    1
  end
end

fn main() do
  println("#{count()}")
end
