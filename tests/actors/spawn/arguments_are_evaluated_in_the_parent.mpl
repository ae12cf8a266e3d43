fn noisy(label :: String, n :: Int) -> Int do
  println("argument #{label}")
  n
end

actor worker(a :: Int, b :: Int, parent :: Pid<Int>) do
  send(parent, a * 10 + b)
end

actor boss() do
  let _ = spawn(worker, noisy("a", 1), noisy("b", 2), self())
  receive do
    n -> println("#{n}")
  end
end

fn main() do
  let _ = spawn(boss)
end
