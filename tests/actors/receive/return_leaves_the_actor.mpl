actor once() do
  receive do
    0 -> return ()
    n -> println("got #{n}")
  end
  println("after")
end

actor watch(n :: Int) do
  let p = spawn(once)
  let ref = Process.monitor(p)
  send(p, n)
  receive do
    Down(r, _, reason) -> println("#{n} ended #{reason} #{r == ref}")
  end
  if n == 0 do
    watch(1)
  end
end

fn main() do
  let _ = spawn(watch, 0)
end
