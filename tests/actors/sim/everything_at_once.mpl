# Services, jobs, links, monitors and a supervisor under one seed: the results do not depend on it.
service Adder do
  fn init() -> Int do
    0
  end

  call Add(n :: Int) :: Int do |sum|
    (sum + n, sum + n)
  end

  call Fail() :: Int do |sum|
    (sum, 1 / (sum - sum))
  end
end

supervisor App do
  child adder do
    start: fn -> Adder.start() end
    register: "adder"
  end
end

fn add_up(n :: Int) -> Int do
  let last = for i in 0..n do Adder.add(Process.whereis("adder"), i) end
  List.length(last)
end

actor linked() do
  receive do
    text -> panic(text)
  end
end

actor observer(out :: Pid<String>) do
  Process.trap_exit(true)
  let pid = spawn_link(linked)
  send(pid, "the other end")
  receive do
    Exit(_, reason) -> send(out, reason)
  end
end

actor printer() do
  receive do
    text -> println(text)
  end
  printer()
end

fn main() do
  spawn(App)
  let out = spawn(printer)
  spawn(observer, out)
  println("#{Job.map([100, 200, 300], add_up)}")
  println("#{Adder.add(Process.whereis("adder"), 0)}")
  println("#{Job.await(Job.async(fn -> Adder.fail(Process.whereis("adder")) end))}")
  Timer.sleep(1000)
  println("#{Adder.add(Process.whereis("adder"), 1)}")
end
