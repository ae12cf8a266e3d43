fn main() do
  let xs = [1, 2]
  println("#{xs["a"]}")
  println("#{%{"a" => 1}[0]}")
  println("#{5[0]}")
end
