service Tally do
  fn init() = 0

  cast Bump() do |n|
    n + 1
  end

  call Get() do |n|
    (n, n)
  end
end

actor tick(target) do
  Timer.sleep(5)
  Tally.bump(target)
end

supervisor Top do
  strategy: one_for_one

  child tally do
    start: fn -> Tally.start() end
    restart: permanent
    register: "tally"
  end
end

fn main() do
  let t = Tally.start()
  spawn(tick, t)
  Timer.call_after(10, fn -> Tally.bump(t) end)
  Timer.sleep(60)
  println("#{Tally.get(t)}")
  Top()
  println("supervised #{Tally.get(Process.whereis("tally"))}")
end
