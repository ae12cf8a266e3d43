fn check(n :: Int) do
  if n do
    println("yes")
  end
  while "x" do
    println("loop")
  end
end
