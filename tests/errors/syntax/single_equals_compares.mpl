fn main() do
  let n = 1
  if n = 1 do
    println("one")
  end
end
