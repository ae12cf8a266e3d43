fn main() do
  try do
    println("a")
  catch e ->
    println("b")
  end
end
