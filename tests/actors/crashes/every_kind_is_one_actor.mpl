actor does() do
  let what = receive do
    n -> n
  end
  let zero = what - what
  let none :: List<Int> = []
  let n = case what do
    1 -> 1 / zero
    2 -> List.head(none)
    3 -> none[0]
    4 -> 9223372036854775807 + what
    5 -> panic("told to")
    6 -> List.last(none)
    _ -> 1 % zero
  end
  println("never #{n}")
end

actor watch(what :: Int) do
  let p = spawn(does)
  let ref = Process.monitor(p)
  send(p, what)
  receive do
    Down(r, _, reason) -> println("#{what}: #{reason} #{r == ref}")
  end
  if what < 7 do
    watch(what + 1)
  end
end

fn main() do
  let _ = spawn(watch, 1)
end
