fn main() do
  let n = 5
  println("#{n.value}")
  println("#{"text".size}")
  println("#{(1, 2).first}")
end
