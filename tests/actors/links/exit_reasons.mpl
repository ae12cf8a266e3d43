actor waits() do
  receive do
    () -> ()
  end
end

actor ends(reason :: String, rest :: List<String>) do
  let w = spawn(waits)
  let ref = Process.monitor(w)
  Process.exit(w, reason)
  receive do
    Down(r, _, why) -> println("#{reason}: #{why} #{r == ref}")
  end
  case rest do
    [] -> ()
    next :: more -> ends(next, more)
  end
end

fn main() do
  let _ = spawn(ends, "shutdown", ["kill", "some text"])
end
