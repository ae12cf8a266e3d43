actor poller() do
  let nothing = receive do
    n -> n
    after 0 -> -1
  end
  println("#{nothing}")
  send(self(), 5)
  let something = receive do
    n -> n
    after 0 -> -1
  end
  println("#{something}")
  let other = receive do
    100 -> 100
    after 0 -> -2
  end
  println("#{other}")
end

fn main() do
  let _ = spawn(poller)
end
