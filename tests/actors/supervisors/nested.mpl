actor leaf(name :: String) do
  receive do
    () -> ()
  end

  terminate do
    println("#{name} down")
  end
end

supervisor Inner do
  child a do
    start: fn -> spawn(leaf, "inner a") end
  end

  child b do
    start: fn -> spawn(leaf, "inner b") end
  end
end

supervisor Outer do
  child before do
    start: fn -> spawn(leaf, "before") end
  end

  child inner do
    start: fn -> spawn(Inner) end
  end
end

actor user() do
  let o = spawn(Outer)
  let ref = Process.monitor(o)
  Process.exit(o, "shutdown")
  receive do
    Down(r, _, _) -> println("outer down #{r == ref}")
  end
end

fn main() do
  let _ = spawn(user)
end
