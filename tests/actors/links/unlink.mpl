actor child() do
  receive do
    "die" -> panic("as told")
  end
end

actor parent() do
  let c = spawn_link(child)
  Process.unlink(c)
  let ref = Process.monitor(c)
  send(c, "die")
  receive do
    Down(r, _, reason) -> println("still here: #{reason} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(parent)
end
