service Cell do
  fn init() -> Int = 1

  call Get() :: Int do |n| (n, n) end
end

fn main() do
  let c = Cell.start()
  let anyone :: Pid = c
  send(anyone, "noise")
  send(anyone, 42)
  println("#{Cell.get(c)}")
end
