fn sum(*xs) do
  xs
end

fn main() do
  println("#{[1, ...[2]]}")
end
