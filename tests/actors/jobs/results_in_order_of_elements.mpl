fn slow_square(n :: Int) -> Int do
  Timer.sleep(10 - n)
  n * n
end

fn main() do
  println("#{Job.map([1, 5, 9, 3], slow_square)}")
  let none :: List<Int> = []
  println("#{Job.map(none, slow_square)}")
end
