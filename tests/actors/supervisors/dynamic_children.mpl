service Writer do
  fn init(id :: String, n :: Int) = (id, n)
  call Name() do |s|
    let (id, n) = s
    (s, "#{id}#{n}")
  end
  cast Crash() do |s|
    panic("crash")
    s
  end
end

supervisor Writers do
  strategy: simple_one_for_one
  child writer do
    start: fn(id :: String, n :: Int) -> Writer.start(id, n) end
    restart: transient
  end
end

supervisor Fixed do
  strategy: one_for_one
  child a do
    start: fn -> Writer.start("a", 0) end
  end
end

fn main() do
  let sup = Writers()
  case Supervisor.start_child(sup, "x", 7) do
    Ok(pid) -> do
      println("#{Writer.name(pid)} #{Supervisor.count_children(sup)}")
      Writer.crash(pid)
      Timer.sleep(30)
      for (name, p) in Supervisor.children(sup) do
        println("#{name} #{Writer.name(p)} #{p == pid}")
        println("#{Supervisor.terminate_child(sup, p)} #{Supervisor.terminate_child(sup, p)}")
      end
      println("#{Supervisor.count_children(sup)}")
    end
    Err(e) -> println(e)
  end
  case Supervisor.start_child(sup, 5) do
    Ok(_) -> println("?")
    Err(e) -> println(e)
  end
  let fixed = Fixed()
  case Supervisor.child(fixed, "a") do
    Some(p) -> println("found #{Writer.name(p)}")
    None -> println("none")
  end
  println("#{Supervisor.child(fixed, "b") == None}")
end
