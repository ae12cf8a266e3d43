service Clerk do
  fn init(prefix :: String) -> List<String> do
    println("clerk starts #{prefix}")
    [prefix]
  end

  call Add(text :: String) :: String do |log|
    let next = List.append(log, text)
    (next, String.join(next, ","))
  end

  cast Boom() do |_log|
    panic("boom")
  end
end

supervisor Office(prefix :: String) do
  strategy: one_for_one
  max_restarts: 5
  max_seconds: 10

  child clerk do
    start: fn -> Clerk.start(prefix <> "!") end
    restart: permanent
    shutdown: 1000
    register: "clerk"
  end

  child second do
    start: fn -> Clerk.start("other") end
    register: "second"
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
  let sup = spawn(Office, "captured")
  println(Clerk.add(Process.whereis("clerk"), "a"))
  println(Clerk.add(Process.whereis("second"), "s"))
  let before = Process.whereis("clerk")
  Clerk.boom(before)
  ended(before)
  registered("clerk")
  println(Clerk.add(Process.whereis("clerk"), "b"))
  println(Clerk.add(Process.whereis("second"), "t"))
  println("#{before == Process.whereis("clerk")} #{Process.alive(sup)}")
end
