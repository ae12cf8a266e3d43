service Slow do
  fn init() -> Int do
    0
  end

  call Wait(ms :: Int) :: Int do |n|
    Timer.sleep(ms)
    (n + 1, n)
  end
end

fn main() do
  let s = Slow.start()
  println("#{Slow.wait_within(500, s, 1)}")
  println("#{Slow.wait_within(20, s, 60)}")
  Timer.sleep(80)
  println("#{Slow.wait(s, 0)}")
end
