fn main() do
  if true do
    let inner = 1
    println("#{inner}")
  end
  println("#{inner}")
  for item in [1] do
    println("#{item}")
  end
  println("#{item}")
end
