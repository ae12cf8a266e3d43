fn main() do
  let n = 5
  if n do
    println("n")
  end
  while "text" do
    println("t")
  end
  println("#{not n}")
  println("#{n and true}")
end
