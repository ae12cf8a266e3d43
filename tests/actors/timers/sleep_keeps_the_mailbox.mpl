actor sleeper() do
  send(self(), 1)
  Timer.sleep(5)
  send(self(), 2)
  Timer.sleep(0)
  Timer.sleep(-1)
  let a = receive do
    n -> n
  end
  let b = receive do
    n -> n
  end
  println("#{a} #{b}")
end

fn main() do
  let _ = spawn(sleeper)
end
