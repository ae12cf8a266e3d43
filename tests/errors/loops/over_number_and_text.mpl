fn main() do
  for i in 10 do
    println("#{i}")
  end
  for c in "text" do
    println(c)
  end
  for x in Some([1]) do
    println("#{x}")
  end
end
