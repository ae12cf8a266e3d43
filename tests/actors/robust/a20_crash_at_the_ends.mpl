actor in_terminate do
  receive do
    text -> panic(text)
  end

  terminate do
    panic("second")
  end
end

actor watches(target :: Pid<String>) do
  let _ = Process.monitor(target)
  send(target, "first")
  receive do
    Down(_, _, reason) -> println("down #{reason}")
  end
end

service Broken do
  fn init(text :: String) -> Int do
    panic(text)
  end

  call Get() :: Int do |n|
    (n, n)
  end
end

actor starts do
  let _ = Broken.start("no init")
  println("never")
end

actor hit_while_ending() do
  let _ = Process.register("hit", self())
  receive do
    () -> ()
  end

  terminate do
    let _ = Process.register("ending", Process.whereis("hit"))
    registered("second signal sent")
    println("terminate to its end")
  end
end

actor watches_ending do
  let p = spawn(hit_while_ending)
  let _ = Process.monitor(p)
  registered("hit")
  Process.exit(p, "kept")
  registered("ending")
  Process.exit(p, "too late")
  let _ = Process.register("second signal sent", self())
  receive do
    Down(_, _, reason) -> println("down #{reason}")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

fn main() do
  ended(spawn(watches, spawn(in_terminate)))
  ended(spawn(starts))
  let _ = spawn(watches_ending)
end
