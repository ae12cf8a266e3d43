fn huge() -> Int = Int.shl(1, 60)

actor repeats do
  println("#{String.length(String.repeat("x", huge()))}")
end

actor lists do
  println("#{List.length(List.repeat(1, huge()))}")
end

actor pads do
  println("#{String.length(String.pad_start("x", huge(), "ab"))}")
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(repeats))
  ended(spawn(lists))
  ended(spawn(pads))
  println("main goes on")
end
