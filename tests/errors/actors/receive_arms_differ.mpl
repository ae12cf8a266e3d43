actor a do
  let x = receive do
    0 -> "zero"
    n -> n
    after 10 -> 1.5
  end
  println("#{x}")
end
