service Slow do
  fn init(ms :: Int) -> Int do
    ms
  end

  call Wait() :: Int do |ms|
    Timer.sleep(ms)
    (ms, ms)
  end

  call Break(how :: String) :: Int do |ms|
    if how == "panic" do
      panic("broken")
    end
    (ms, 0)
  end

  call Again(me :: Pid<()>) :: Int do |ms|
    (ms, Slow.wait(me))
  end

  call Late(ms :: Int) :: String do |n|
    Timer.sleep(ms)
    (n, "after #{ms}")
  end
end

actor killer(target :: Pid<()>) do
  Timer.sleep(20)
  Process.exit(target, "kill")
end

fn quick(since :: Int) -> Bool = Clock.monotonic_ms() - since < 1000

fn main() do
  let a = Slow.start(0)
  Process.exit(a, "kill")
  Timer.sleep(20)
  println("#{Slow.try_wait(a)}")
  let b = Slow.start(60000)
  let _ = spawn(killer, b)
  let start = Clock.monotonic_ms()
  println("#{Slow.try_wait(b)} #{quick(start)}")
  let c = Slow.start(1)
  println("#{Slow.try_break(c, "panic")}")
  let d = Slow.start(1)
  println("#{Slow.try_again(d, d)}")
  let e = Slow.start(1)
  println("#{Slow.late_within(20, e, 80)}")
  println("#{Slow.late_within(2000, e, 5)}")
  println("#{Slow.try_wait(Process.whereis("nobody"))}")
end
