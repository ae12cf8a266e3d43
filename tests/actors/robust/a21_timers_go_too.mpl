# A killed actor's sleep, its receive with a limit and the timers that aim at it no longer keep the program alive: it
# ends at once, in the simulated world after no time.
actor sleeps do
  Timer.sleep(3600000)
end

actor waits do
  receive do
    () -> ()
    after 3600000 -> println("never")
  end
end

actor last_one(started :: Int) do
  receive do
    () -> ()
  end

  terminate do
    println("in time: #{Clock.monotonic_ms() - started < 60000}")
  end
end

actor kills(sleeper :: Pid<()>, waiter :: Pid<()>) do
  Timer.send_after(waiter, 3600000, ())
  let _ = Process.monitor(sleeper)
  let _ = Process.monitor(waiter)
  Process.exit(sleeper, "kill")
  Process.exit(waiter, "kill")
  receive do
    Down(_, _, first) ->
      receive do
        Down(_, _, second) -> println("#{first} #{second}")
      end
  end
end

fn main() do
  let _ = spawn(last_one, Clock.monotonic_ms())
  let sleeper = spawn(sleeps)
  let waiter = spawn(waits)
  Timer.sleep(1000)
  let _ = spawn(kills, sleeper, waiter)
end
