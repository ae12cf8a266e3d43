actor brief() do
  ()
end

actor linker() do
  Process.trap_exit(true)
  let p = spawn(brief)
  let ref = Process.monitor(p)
  receive do
    Down(r, _, _) -> println("down #{r == ref}")
  end
  link(p)
  receive do
    Exit(pid, reason) -> println("exit #{reason} #{pid == p}")
  end
end

fn main() do
  let _ = spawn(linker)
end
