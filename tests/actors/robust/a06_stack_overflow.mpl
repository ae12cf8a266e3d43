fn endless(n :: Int) -> Int = 1 + endless(n + 1)

actor in_function do
  println("#{endless(0)}")
end

actor in_closure do
  println("#{List.map([1, 2], fn n -> endless(n) end)}")
end

actor in_terminate do
  println("body")

  terminate do
    println("#{endless(0)}")
  end
end

service Deep do
  fn init(n :: Int) -> Int do
    if n == 0 do endless(0) else n end
  end

  call Dive() :: Int do |n|
    (n, endless(n))
  end
end

actor in_init do
  let _ = Deep.start(0)
  println("started")
end

type Chain do
  End
  Link(Int, Chain)
end deriving(Eq, Display)

fn long(n :: Int, rest :: Chain) -> Chain do
  if n == 0 do rest else long(n - 1, Link(n, rest)) end
end

actor in_derived do
  let chain = long(1000000, End)
  println("#{String.length("#{chain}") > 0}")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(in_function))
  ended(spawn(in_closure))
  ended(spawn(in_terminate))
  ended(spawn(in_init))
  ended(spawn(in_derived))
  println("#{Deep.try_dive(Deep.start(1))}")
  for i in 0..100 do
    ended(spawn(in_function))
  end
  println("main goes on")
end
