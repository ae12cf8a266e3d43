##! An exit that comes before the first line of the body still runs the terminate block, and nothing else of the body;
##! a kill runs neither.

actor guarded(name :: String) do
  println("#{name} has begun")
  receive do
    () -> ()
  end

  terminate do
    println("#{name} ends")
  end
end

actor plain(name :: String) do
  println("#{name} has begun")
  receive do
    () -> ()
  end
end

actor linked(name :: String) do
  let _ = spawn_link(guarded, "child of #{name}")
  panic("before it could begin")
end

# There is one worker, and between spawn and exit is no place where another process could begin.
actor all() do
  Process.trap_exit(true)
  for reason in ["shutdown", "broken", "kill"] do
    let pid = spawn(guarded, "guarded #{reason}")
    let _ = Process.monitor(pid)
    Process.exit(pid, reason)
    receive do
      Down(_, _, why) -> println("down: #{why}")
    end
  end
  let pid = spawn(plain, "plain")
  let _ = Process.monitor(pid)
  Process.exit(pid, "shutdown")
  receive do
    Down(_, _, why) -> println("down: #{why}")
  end
  let start = guarded
  let held = spawn(start, "held in a variable")
  let _ = Process.monitor(held)
  Process.exit(held, "shutdown")
  receive do
    Down(_, _, why) -> println("down: #{why}")
  end
  spawn(linked, "parent")
end

fn main() do
  spawn(all)
end
