fn main() do
  let count = 3
  println("count: " <> count)
  println("count: " + count)
  println(count + " items")
end
