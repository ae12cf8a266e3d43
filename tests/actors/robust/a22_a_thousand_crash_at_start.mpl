# A thousand children that crash at their start: each is restarted exactly as often as its supervisor may, then all
# have given up and the program has nothing left to do.
actor never_up do
  panic("never up")
end

service Counter do
  fn init() -> Int do
    0
  end

  call Started() :: Int do |n|
    (n + 1, n + 1)
  end

  call Read() :: Int do |n|
    (n, n)
  end
end

fn begin(counter :: Pid) -> Pid do
  let _ = Counter.started(counter)
  spawn(never_up)
end

supervisor Hopeless(counter :: Pid) do
  strategy: one_for_one
  max_restarts: 3
  max_seconds: 3600

  child never do
    start: fn -> begin(counter) end
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let counter = Counter.start()
  let all = for _ in 0..1000 do spawn(Hopeless, counter) end
  for pid in all do
    ended(pid)
  end
  println("#{Counter.read(counter)} starts")
end
