actor child(how :: Int) do
  if how == 1 do
    panic("broken")
  end
end

actor parent(how :: Int) do
  Process.trap_exit(true)
  let c = spawn_link(child, how)
  receive do
    Exit(pid, reason) -> println("#{how}: #{reason} #{pid == c}")
  end
  if how == 0 do
    parent(1)
  end
end

fn main() do
  let _ = spawn(parent, 0)
end
