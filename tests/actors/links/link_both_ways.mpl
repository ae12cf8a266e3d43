actor loose do
  receive do
    "crash" -> panic("loose broke")
  end
end

actor partner(other :: Pid) do
  link(other)
  receive do
    text -> println(text)
  end

  terminate do
    println("partner terminates")
  end
end

actor trapper(other :: Pid) do
  Process.trap_exit(true)
  link(other)
  receive do
    Exit(pid, reason) -> println("trapped #{reason} #{pid == other}")
  end
end

fn main() do
  let a = spawn(loose)
  let b = spawn(partner, a)
  Timer.sleep(20)
  send(a, "crash")
  Timer.sleep(20)
  println("#{Process.alive(a)} #{Process.alive(b)}")
  let c = spawn(loose)
  let d = spawn(trapper, c)
  Timer.sleep(20)
  send(c, "crash")
  Timer.sleep(20)
  println("#{Process.alive(d)}")
  let e = spawn(loose)
  let f = spawn(partner, e)
  Timer.sleep(20)
  Process.exit(f, "mine")
  Timer.sleep(20)
  println("#{Process.alive(e)} #{Process.alive(f)}")
end
