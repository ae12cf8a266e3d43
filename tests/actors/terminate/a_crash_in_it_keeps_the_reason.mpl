actor clumsy() do
  panic("first")

  terminate do
    println("cleaning")
    panic("second")
  end
end

actor watcher() do
  let c = spawn(clumsy)
  let ref = Process.monitor(c)
  receive do
    Down(r, _, reason) -> println("#{reason == "first" || reason == "noproc"} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(watcher)
end
