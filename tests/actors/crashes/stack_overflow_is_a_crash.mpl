fn endless(n :: Int) -> Int do
  1 + endless(n + 1)
end

actor diver do
  println("#{endless(0)}")
end

fn main() do
  let p = spawn(diver)
  Timer.sleep(100)
  println("main goes on #{Process.alive(p)}")
end
