actor alone() do
  send(self(), 1)
  send(self(), 20)
  let a = receive do
    n -> n
  end
  send(self(), 300)
  let b = receive do
    n -> n
  end
  let c = receive do
    n -> n
  end
  println("#{[a, b, c]}")
end

fn main() do
  let _ = spawn(alone)
end
