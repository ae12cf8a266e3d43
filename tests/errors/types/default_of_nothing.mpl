fn main() do
  let x = default()
  println("#{x}")
end
