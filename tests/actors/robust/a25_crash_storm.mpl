# Actors that crash as fast as they can be started: others are served meanwhile. STORM_SECONDS makes it last. Reports
# and memory are looked at from outside, in the tests of servers.
actor crashes(text :: String) do
  panic(text <> String.repeat(" storm", 100))
end

actor storm(batch :: Int, answer :: Pid<Int>) do
  let all = for i in 0..batch do spawn(crashes, "in the #{i % 3}") end
  gone(all, 0)
  send(answer, batch)
end

fn gone(all :: List<Pid<()>>, i :: Int) -> () do
  if i < List.length(all) do
    if Process.alive(List.get(all, i)) do
      Timer.sleep(1)
      gone(all, i)
    else
      gone(all, i + 1)
    end
  end
end

service Bystander do
  fn init() -> Int do
    0
  end

  call Next() :: Int do |n|
    (n + 1, n)
  end
end

fn seconds() -> Int do
  case Env.get("STORM_SECONDS") do
    Some(text) -> Option.unwrap_or(Int.parse(text), 0)
    None -> 0
  end
end

# At least four batches, then until the time is over.
actor conductor(bystander :: Pid, left :: Int, until :: Int, crashed :: Int) do
  if left == 0 && Clock.monotonic_ms() >= until do
    println("all crashed: #{crashed >= 10000}")
    println("the bystander answered #{Bystander.next(bystander) >= 4}")
  else
    let me = self()
    let _ = spawn(storm, 2500, me)
    let _ = Bystander.next(bystander)
    let n = receive do
      n -> n
    end
    conductor(bystander, if left > 0 do left - 1 else 0 end, until, crashed + n)
  end
end

fn main() do
  let until = Clock.monotonic_ms() + 1000 * seconds()
  let _ = spawn(conductor, Bystander.start(), 8, until, 0)
end
