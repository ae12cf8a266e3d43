import Left
import Right

struct Item do
  n :: Int
end

actor worker() do
  println("worker of main")
end

fn main() do
  println("#{Item { n: 1 }.inspect()} #{Left.make().inspect()} #{Right.make().inspect()}")
  spawn(worker)
  Timer.sleep(20)
  Left.run()
  Timer.sleep(20)
  let a = Left.Count.start()
  let b = Right.Count.start()
  println("#{Left.Count.get(a)} #{Right.Count.get(b)}")
end
