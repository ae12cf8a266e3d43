fn main() do
  if true do
    println("a")
  else do
    println("b")
  end
end
