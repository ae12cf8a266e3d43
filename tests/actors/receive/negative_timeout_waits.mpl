actor waiter() do
  let n = receive do
    n -> n
    after -1 -> 0
  end
  println("#{n}")
end

fn main() do
  let w = spawn(waiter)
  Timer.sleep(20)
  send(w, 8)
end
