service Slow do
  fn init(ms :: Int) -> Int do
    ms
  end

  call Wait() :: Int do |ms|
    let _ = Process.register("waiting", self())
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
end

actor killer(target :: Pid<()>) do
  registered("waiting")
  Process.exit(target, "kill")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

fn main() do
  let a = Slow.start(0)
  Process.exit(a, "kill")
  ended(a)
  println("#{Slow.try_wait(a)}")
  let b = Slow.start(60000)
  let _ = spawn_link(killer, b)
  println("#{Slow.try_wait(b)}")
  let c = Slow.start(1)
  println("#{Slow.try_break(c, "panic")}")
  let d = Slow.start(1)
  println("#{Slow.try_again(d, d)}")
  let e = Slow.start(1)
  println("#{Slow.try_wait(Process.whereis("nobody"))}")
end
