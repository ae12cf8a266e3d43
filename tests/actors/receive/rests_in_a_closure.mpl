##! A receive in a closure goes on with what the closure has captured, and one in a loop with what the loop knows.

actor filler() do
  receive do
    () -> ()
  end
end

actor closures(boss :: Pid<String>, words :: List<String>) do
  let n = List.length(words)
  let all = for word in words do
    spawn(fn ->
      let shout = String.to_upper(word)
      receive do
        () -> send(boss, "#{shout} of #{n}")
      end
      receive do
        () -> send(boss, "#{shout} #{word} of #{n}")
      end
    end)
  end
  Timer.sleep(5)
  for pid in all do
    send(pid, ())
    receive do
      () -> send(pid, ())
    end
    receive do
      () -> ()
    end
  end
end

actor rounds(boss :: Pid<String>, left :: Int) do
  let total = receive do
    first -> first
  end
  let parts = for i in 0..left do
    receive do
      k -> k * i + total
    end
  end
  send(boss, "#{parts}")
end

actor boss() do
  let c = spawn(closures, self(), ["a", "b"])
  for _ in 0..4 do
    receive do
      text -> println(text)
    end
    send(c, ())
  end
  let r = spawn(rounds, self(), 3)
  for i in 1..5 do
    send(r, i)
    Timer.sleep(2)
  end
  receive do
    text -> println(text)
  end
  System.exit(0)
end

fn main() do
  let _ = for _ in 0..400 do spawn(filler) end
  spawn(boss)
end
