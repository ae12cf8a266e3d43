actor stubborn(name :: String) do
  Process.trap_exit(true)
  stubbornly(name)
end

fn stubbornly(name :: String) -> () do
  Timer.sleep(60000)
end

actor polite(name :: String) do
  receive do
    () -> ()
  end

  terminate do
    println("#{name} stopped")
  end
end

supervisor Mixed do
  strategy: one_for_one

  child first do
    start: fn -> spawn(polite, "first") end
  end

  child stubborn do
    start: fn -> spawn(stubborn, "stubborn") end
    shutdown: 100
    register: "stubborn"
  end

  child last do
    start: fn -> spawn(polite, "last") end
  end
end

fn main() do
  let sup = spawn(Mixed)
  let stubborn_one = Process.whereis("stubborn")
  let start = Clock.monotonic_ms()
  Process.exit(sup, "shutdown")
  gone(sup)
  let took = Clock.monotonic_ms() - start
  println("#{Process.alive(stubborn_one)} after its time: #{took >= 100 && took < 200}")
end

fn gone(pid :: Pid) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    gone(pid)
  end
end
