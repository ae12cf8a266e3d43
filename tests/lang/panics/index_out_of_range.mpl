fn main() do
  let xs = ["a", "b"]
  println(xs[1])
  println(xs[2])
end
