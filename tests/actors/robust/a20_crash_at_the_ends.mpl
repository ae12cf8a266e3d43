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

actor hit_while_ending(me :: Int) do
  receive do
    () -> ()
  end

  terminate do
    Timer.sleep(20)
    println("terminate to its end")
  end
end

actor watches_ending do
  let p = spawn(hit_while_ending, 1)
  let _ = Process.monitor(p)
  Timer.sleep(10)
  Process.exit(p, "kept")
  Timer.sleep(5)
  Process.exit(p, "too late")
  receive do
    Down(_, _, reason) -> println("down #{reason}")
  end
end

fn main() do
  let _ = spawn(watches, spawn(in_terminate))
  Timer.sleep(30)
  let _ = spawn(starts)
  Timer.sleep(30)
  let _ = spawn(watches_ending)
end
