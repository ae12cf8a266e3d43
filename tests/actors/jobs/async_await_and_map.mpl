fn slow(n :: Int) -> Int do
  Timer.sleep(10 * (4 - n))
  100 / n
end

fn main() do
  let a = Job.async(fn -> slow(1) end)
  let b = Job.async(fn -> "text #{slow(2)}" end)
  println("#{Job.await(a)} #{Job.await(b)} #{Job.await(b)}")
  println("#{Job.map([3, 0, 1], slow)}")
  println("#{Job.map([], slow)}")
end
