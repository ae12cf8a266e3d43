actor holder(ready :: Pid<String>) do
  send(ready, "up")
  receive do
    () -> ()
  end

  terminate do
    println("cleaned up")
  end
end

actor ends(how :: String) do
  let h = spawn(holder, self())
  receive do
    "up" -> ()
  end
  let ref = Process.monitor(h)
  Process.exit(h, how)
  receive do
    Down(r, _, reason) -> println("#{reason} #{r == ref}")
  end
  if how == "kill" do
    ends("shutdown")
  end
end

fn main() do
  let _ = spawn(ends, "kill")
end
