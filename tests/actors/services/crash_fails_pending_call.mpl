service Fragile do
  fn init(n :: Int) -> Int do
    100 / n
  end

  call Divide(by :: Int) :: Int do |n|
    (n, n / by)
  end

  cast Boom(text :: String) do |_n|
    panic("boom #{text}")
  end
end

actor client(f :: Pid, by :: Int) do
  println("#{Fragile.divide(f, by)}")
end

actor starter do
  let f = Fragile.start(0)
  println("never #{Process.alive(f)}")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  let f = Fragile.start(2)
  ended(spawn(client, f, 5))
  ended(spawn(client, f, 0))
  println("alive #{Process.alive(f)}")
  ended(spawn(client, f, 1))
  ended(spawn(starter))
  let g = Fragile.start(1)
  println("#{Fragile.try_divide(g, 3)} #{Fragile.try_divide(g, 0)} #{Fragile.try_divide(g, 1)}")
end
