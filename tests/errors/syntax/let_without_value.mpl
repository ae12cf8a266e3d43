fn main() do
  let a
  let b =
  println("x")
end
