actor bystander() do
  let _ = Process.register("bystander", self())
  receive do
    () -> ()
  end

  terminate do
    println("bystander ends")
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
  registered("bystander", spawn(bystander))
  println("before")
  let xs :: List<Int> = []
  println("#{List.head(xs)}")
end
