actor poller() do
  send(self(), 1)
  send(self(), 2)
  let big = receive do
    n when n > 10 -> n
    after 0 -> 0
  end
  let first = receive do
    n -> n
  end
  println("#{big} #{first}")
end

fn main() do
  let _ = spawn(poller)
end
