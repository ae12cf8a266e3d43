type Note do
  Last(Pid)
end

actor link_of(n :: Int, top :: Pid<Note>) do
  if n > 0 do
    let _ = spawn_link(link_of, n - 1, top)
    receive do
      "never" -> ()
    end
  else
    send(top, Last(self()))
    receive do
      "die" -> panic("the last one")
    end
  end
end

actor watcher() do
  let p = spawn(link_of, 5, self())
  let ref = Process.monitor(p)
  receive do
    Last(last) -> send(last, "die")
  end
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
end

fn main() do
  let _ = spawn(watcher)
end
