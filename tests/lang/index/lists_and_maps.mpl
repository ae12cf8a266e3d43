fn main() do
  let xs = [10, 20, 30]
  let m = %{"a" => [1, 2], "b" => []}
  println("#{xs[0]} #{xs[1 + 1]} #{m["a"][1]} #{m["b"]}")
  println("#{[[1], [2, 3]][1][0]}")
  let counts = %{"x" => 1}
  println("#{counts["missing"]}")
end
