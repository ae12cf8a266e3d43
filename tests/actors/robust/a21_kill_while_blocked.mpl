# None of them would end by itself.
actor sleeps do
  Timer.sleep(3_600_000)
end

actor receives do
  receive do
    () -> ()
  end
end

fn spin(n :: Int) -> Int do
  if n < 0 do n else spin(Int.bxor(n, 1)) end
end

actor computes do
  println("#{spin(1)}")
end

service Busy do
  fn init() -> Int do
    0
  end

  call Stay() :: Int do |n|
    Timer.sleep(3_600_000)
    (n, n)
  end
end

actor calls(service_ :: Pid<()>) do
  println("#{Busy.stay(service_)}")
end

actor awaits do
  let job = Job.async(fn -> Timer.sleep(3_600_000) end)
  println("#{Job.await(job)}")
end

actor sorts do
  let sorted = List.sort(for i in 0..200000 do Int.bxor(i * 7919, 12345) end)
  if List.length(sorted) == 200000 do
    sorts()
  end
end

fn killed(name :: String, target :: Pid) -> () do
  Timer.sleep(20)
  Process.exit(target, "kill")
  gone(target)
  println("#{name} ended")
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end

fn main() do
  killed("sleep", spawn(sleeps))
  killed("receive", spawn(receives))
  killed("computation", spawn(computes))
  let busy = Busy.start()
  killed("call", spawn(calls, busy))
  killed("service", busy)
  killed("job", spawn(awaits))
  killed("library", spawn(sorts))
end
