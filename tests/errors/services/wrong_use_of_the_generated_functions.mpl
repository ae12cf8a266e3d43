service Counter do
  fn init(first :: Int) -> Int = first

  call Next() :: Int do |n| (n + 1, n) end

  cast Reset(to :: Int) do |_| to end
end

fn main() do
  let c = Counter.start()
  let d = Counter.start("one")
  println("#{Counter.next()} #{Counter.nxt(d)} #{Counter.Next(d)}")
  Counter.reset(d, "zero")
  println(Counter.next(d))
end
