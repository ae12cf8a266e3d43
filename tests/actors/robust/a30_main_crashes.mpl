actor waits do
  let _ = Process.register("waits", self())
  receive do
    () -> ()
  end

  terminate do
    println("orderly")
  end
end

fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

fn main() do
  let _ = spawn(waits)
  registered("waits")
  panic("main is over")
end
