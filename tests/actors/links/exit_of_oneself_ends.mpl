actor quits() do
  println("before")
  Process.exit(self(), "enough")
  println("never")
end

actor watcher() do
  let q = spawn(quits)
  let ref = Process.monitor(q)
  receive do
    Down(r, _, reason) -> println("#{reason == "enough" || reason == "noproc"} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(watcher)
end
