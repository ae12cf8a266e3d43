actor brief() do
  ()
end

actor sender() do
  let p = spawn(brief)
  let ref = Process.monitor(p)
  receive do
    Down(r, _, _) -> println("down #{r == ref}")
  end
  send(p, 1)
  send(p, 2)
  println("alive #{Process.alive(p)}")
end

fn main() do
  let _ = spawn(sender)
end
