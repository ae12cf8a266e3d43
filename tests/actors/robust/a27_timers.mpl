actor counts(left :: Int, start :: Int) do
  if left == 0 do
    println("none too early: #{Clock.monotonic_ms() - start >= 200}")
  else
    receive do
      _ -> counts(left - 1, start)
    end
  end
end

fn arm(to :: Pid<Int>, i :: Int, n :: Int) -> () do
  if i < n do
    Timer.send_after(to, i % 201, i)
    arm(to, i + 1, n)
  end
end

actor sleeps_long do
  Timer.sleep(Int.max_value())
  println("never")
end

fn main() do
  arm(spawn(counts, 100000, Clock.monotonic_ms()), 0, 100000)
  Timer.sleep(-1)
  Timer.sleep(0)
  println("at once")
  let p = spawn(sleeps_long)
  Timer.sleep(50)
  println("#{Process.alive(p)}")
  Process.exit(p, "kill")
  let id = Timer.call_after(10000, fn -> println("never") end)
  println("#{Timer.cancel(id)} #{Timer.cancel(id)}")
end
