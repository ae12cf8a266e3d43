service Bad do
  fn init(n :: Int) -> Int = 10 / n

  call Get() :: Int do |n| (n, n) end
end

actor starter() do
  receive do
    "go" -> println("#{Bad.get(Bad.start(0))}")
  end
end

actor watcher() do
  let s = spawn(starter)
  let ref = Process.monitor(s)
  send(s, "go")
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
  println("#{Bad.get(Bad.start(5))}")
end

fn main() do
  let _ = spawn(watcher)
end
