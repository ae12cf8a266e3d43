##! Supervised children that crash.

from Measure import now, report

type Life do
  Up(Pid<Int>)
end

actor worker(owner :: Pid<Life>) do
  send(owner, Up(self()))
  receive do
    _ -> panic("boom")
  end
end

supervisor Shop(owner :: Pid<Life>) do
  strategy: one_for_one
  max_restarts: 1000000000
  max_seconds: 1

  child worker do
    start: fn -> spawn(worker, owner) end
  end
end

fn start_shops(owner :: Pid<Life>, left :: Int) -> () do
  if left > 0 do
    let _ = spawn(Shop, owner)
    start_shops(owner, left - 1)
  end
end

actor killer(workers :: Int, n :: Int, born :: Int, start :: Int) do
  if born == 0 do
    start_shops(self(), workers)
  end
  receive do
    Up(pid) -> do
      let begun = if born == workers do now() else start end
      if born < n + workers do
        send(pid, 1)
        killer(workers, n, born + 1, begun)
      else
        report("restart", n, begun)
        System.exit(0)
      end
    end
  end
end

## n crashes of children under `workers` supervisors of one child each.
pub fn restart(workers :: Int, n :: Int) -> () do
  let _ = spawn(killer, workers, n, 0, now())
  ()
end

# ---- A crash with a large heap ---------------------------------------------------------------------------

actor hoarder(owner :: Pid<Life>, megabytes :: Int) do
  let held = for i in 0..(megabytes * 8192) do [i, i, i, i, i, i] end
  send(owner, Up(self()))
  receive do
    n -> println("#{List.length(held) + 1 / (n - 1)} #{held}")
  end
end

supervisor Barn(owner :: Pid<Life>, megabytes :: Int) do
  strategy: one_for_one
  max_restarts: 1000000000
  max_seconds: 1

  child hoarder do
    start: fn -> spawn(hoarder, owner, megabytes) end
  end
end

actor breaker(megabytes :: Int, left :: Int, spent :: Int, n :: Int) do
  if spent < 0 do
    let _ = spawn(Barn, self(), megabytes)
    breaker(megabytes, left, 0, n)
  else
    receive do
      Up(pid) -> do
        if left == 0 do
          println("crashheap us #{spent / n}")
          System.exit(0)
        else
          let _ = Process.monitor(pid)
          let before = now()
          send(pid, 1)
          receive do
            Down(_, _, _) -> ()
          end
          breaker(megabytes, left - 1, spent + now() - before, n)
        end
      end
    end
  end
end

## From the message that makes a child with a large heap crash until its end is known, n times.
pub fn crash_with_heap(megabytes :: Int, n :: Int) -> () do
  let _ = spawn(breaker, megabytes, n, -1, n)
  ()
end
