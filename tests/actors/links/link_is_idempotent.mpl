actor child() do
  receive do
    "die" -> panic("as told")
  end
end

actor parent() do
  Process.trap_exit(true)
  let c = spawn_link(child)
  link(c)
  link(c)
  send(c, "die")
  receive do
    Exit(_, reason) -> println("first #{reason}")
  end
  receive do
    Exit(_, reason) -> println("second #{reason}")
    after 0 -> println("no second")
  end
end

fn main() do
  let _ = spawn(parent)
end
