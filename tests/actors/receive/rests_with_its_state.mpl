##! With many actors waiting they give their stacks back. What they know, what they have looked at and how long
##! they wait stays with them.

type Note do
  Add(Int)
  Text(String)
  Tell(Pid<String>)
  Crash
end

# State of several kinds, a guard, and a message that stays in the mailbox until its turn comes.
actor keeper(name :: String, sum :: Int, parts :: List<String>, show :: Fun(Int) -> String) do
  receive do
    Add(n) when n > 0 -> keeper(name, sum + n, parts, show)
    Text(t) -> keeper(name, sum, List.append(parts, t), show)
    Tell(boss) when sum >= 6 -> do
      send(boss, "#{name}: #{show(sum)} #{String.join(parts, "+")}")
      keeper(name, sum, parts, show)
    end
    Crash -> panic("#{name} had #{sum}")
  end

  terminate do
    println("#{name} ends with #{sum}")
  end
end

# What follows the receive needs values from before it.
actor two_steps(boss :: Pid<String>, name :: String) do
  let prefix = String.to_upper(name)
  let first = receive do
    n -> n * 2
  end
  let second = receive do
    n -> n + first
  end
  send(boss, "#{prefix} #{first} #{second}")
end

actor patient(boss :: Pid<String>, rounds :: Int) do
  receive do
    text -> do
      send(boss, "patient got #{text}")
      patient(boss, rounds)
    end
    after 20 ->
      if rounds == 0 do
        send(boss, "patient is done")
      else
        patient(boss, rounds - 1)
      end
  end
end

actor trapper(boss :: Pid<String>, child :: Pid<Int>) do
  Process.trap_exit(true)
  link(child)
  receive do
    Exit(pid, reason) -> send(boss, "trapped #{pid == child} #{reason}")
  end
end

actor filler() do
  receive do
    _ -> ()
  end
end

actor boss(fillers :: List<Pid<Int>>) do
  let keepers = for i in 0..3 do
    spawn(keeper, "keeper#{i}", i, ["p"], fn n -> "#{n * 10 + i}" end)
  end
  let steps = spawn(two_steps, self(), "steps")
  let one = spawn(filler)
  let _ = spawn(trapper, self(), one)
  for k in keepers do
    send(k, Tell(self()))
    send(k, Add(-5))
    send(k, Text("q"))
  end
  Timer.sleep(20)
  for k in keepers do
    send(k, Add(5))
    send(k, Text("late"))
    send(k, Add(1))
    receive do
      text -> println(text)
    end
  end
  send(steps, 4)
  Timer.sleep(5)
  send(steps, 5)
  receive do
    text -> println(text)
  end
  Process.exit(one, "because")
  receive do
    text -> println(text)
  end
  let waiting = spawn(patient, self(), 2)
  send(waiting, "one")
  receive do
    text -> println(text)
  end
  receive do
    text -> println(text)
  end
  for k in keepers do
    let _ = Process.monitor(k)
    end_of(k, keepers)
    receive do
      Down(_, _, reason) -> println(reason)
    end
  end
  println("#{List.count(fillers, fn p -> Process.alive(p) end)} others live")
  System.exit(0)
end

fn end_of(k :: Pid<Note>, keepers :: List<Pid<Note>>) -> () do
  case List.find_index(keepers, fn other -> other == k end) do
    Some(0) -> send(k, Crash)
    Some(1) -> Process.exit(k, "kill")
    _ -> Process.exit(k, "shutdown")
  end
end

fn main() do
  let fillers = for _ in 0..600 do spawn(filler) end
  let _ = spawn(boss, fillers)
  ()
end
