actor bystander() do
  let _ = Process.register("bystander", self())
  receive do
    () -> ()
  end

  terminate do
    println("bystander ends")
  end
end

fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

fn main() do
  let _ = spawn(bystander)
  registered("bystander")
  println("before")
  let xs :: List<Int> = []
  println("#{List.head(xs)}")
end
