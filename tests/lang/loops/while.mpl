fn main() do
  while false do
    println("never")
  end
  let unit = while true do
    println("once")
    break
  end
  println("#{unit}")
  let words = for w in ["x", "y"] do
    while true do
      break
    end
    w
  end
  println("#{words}")
end
