actor chooser() do
  receive do
    0 -> println("zero")
  end
  let a = receive do
    n -> n
  end
  let b = receive do
    n -> n
  end
  let c = receive do
    n -> n
  end
  println("#{[a, b, c]}")
end

fn main() do
  let c = spawn(chooser)
  for n in [3, 1, 2, 0] do
    send(c, n)
  end
end
