fn endless(n :: Int) -> Int do
  1 + endless(n + 1)
end

actor diver do
  println("#{endless(0)}")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let p = spawn(diver)
  ended(p)
  println("main goes on #{Process.alive(p)}")
end
