actor waits do
  let _ = Process.register("waits", self())
  receive do
    () -> ()
  end

  terminate do
    println("orderly")
  end
end

# Or has ended before it could be.
fn registered(name :: String, pid :: Pid<()>) -> () do
  if Process.lookup(name) == None && Process.alive(pid) do
    Timer.sleep(1)
    registered(name, pid)
  end
end

fn main() do
  registered("waits", spawn(waits))
  panic("main is over")
end
