actor hello(name :: String, n :: Int) do
  println("hello #{name} #{n}")
end

actor quiet do
  println("no parameters")
end

actor asker(who, text) do
  send(who, "asked #{text}")
end

actor collector do
  receive do
    text -> println(text)
  end
  receive do
    text -> println(text)
  end
  let extra = " and capture"
  let _ = spawn(fn -> println("closure in actor" <> extra) end)
end

fn plain(n :: Int) -> Int do
  println("plain #{n}")
  n
end

fn main() do
  let _ = spawn(hello, "ann", 1)
  Timer.sleep(10)
  let _ = spawn(hello("bob", 2))
  Timer.sleep(10)
  let _ = spawn(quiet)
  Timer.sleep(10)
  let _ = spawn(plain, 3)
  Timer.sleep(10)
  let xs = [1, 2]
  let _ = spawn(fn() do println("closure #{xs}") end)
  Timer.sleep(10)
  let start = hello
  let _ = spawn(start, "var", 4)
  Timer.sleep(10)
  let c = spawn(collector)
  let _ = spawn(asker, c, "x")
  Timer.sleep(10)
  send(c, "from main")
  Timer.sleep(20)
  println("done")
end
