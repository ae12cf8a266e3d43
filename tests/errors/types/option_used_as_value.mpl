fn main() do
  let n = String.to_int("42")
  println("#{n + 1}")
end
