actor member(other :: Pid) do
  link(other)
  receive do
    () -> ()
  end
end

actor chained(left :: Int, boss :: Pid<Int>) do
  if left > 0 do
    let _ = spawn_link(chained, left - 1, boss)
    receive do
      () -> ()
    end
  else
    let _ = Process.register("the last", self())
    send(boss, 1)
    receive do
      () -> ()
    end
  end
end

actor centre do
  receive do
    () -> panic("all of you")
  end
end

actor boss do
  let c = spawn(centre)
  let members = for _ in 0..10000 do spawn(member, c) end
  Timer.sleep(300)
  send(c, ())
  gone(members, 0)
  println("the star is gone")
  let first = spawn(chained, 10000, self())
  receive do
    _ -> ()
  end
  let last = Process.whereis("the last")
  println("the last one lives: #{Process.alive(last)}")
  Process.exit(first, "break")
  gone([first], 0)
  gone([last], 0)
  println("the chain is gone")
end

fn gone<T>(members :: List<Pid<T>>, i :: Int) -> () do
  if i < List.length(members) do
    if Process.alive(List.get(members, i)) do
      Timer.sleep(1)
      gone(members, i)
    else
      gone(members, i + 1)
    end
  end
end

fn main() do
  let _ = spawn(boss)
end
