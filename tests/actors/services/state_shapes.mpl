struct Tally do
  seen :: Map<String, Int>
  cap :: Int
end

type Phase do
  Idle
  Running(Int, List<String>)
end

service Tallies do
  fn init(cap :: Int) -> Tally do
    Tally { seen: Map.new(), cap: cap }
  end

  call Count(key :: String) :: Int do |t|
    (t, if Map.has_key(t.seen, key) do Map.get(t.seen, key) else 0 end)
  end

  call Take(key :: String) :: Bool!String do |t|
    if Map.size(t.seen) >= t.cap do
      (t, Err("full"))
    else
      (%{t | seen: Map.put(t.seen, key, Map.get(t.seen, key) + 1)}, Ok(true))
    end
  end

  cast ForgetAll() do |t|
    %{t | seen: Map.new()}
  end
end

service Machine do
  fn init() -> Phase do
    Idle
  end

  call Step(name :: String) :: String do |phase|
    case phase do
      Idle -> (Running(1, [name]), "started")
      Running(n, names) when n >= limit() -> (Idle, String.join(names, "+"))
      Running(n, names) ->
        let more = List.append(names, name)
        (Running(n + 1, more), "step #{n}")
    end
  end

  fn limit() = 3
end

service Pairs do
  fn init(a :: Float, b :: Bool) do
    (a, b)
  end

  call Swap(x :: Float) do |pair|
    let (a, b) = pair
    ((x, !b), (a, b))
  end
end

service Functions do
  fn init(k :: Int) -> Fun(Int) -> Int do
    fn n -> n * k end
  end

  call Run(n :: Int) :: Int do |f| (f, f(n)) end

  cast Then(g :: Fun(Int) -> Int) do |f|
    fn n -> g(f(n)) end
  end
end

fn main() do
  let t = Tallies.start(2)
  println(
    "#{Tallies.take(t, "a")} #{Tallies.take(t, "a")} #{Tallies.take(t, "b")} #{Tallies.take(t, "c")}"
  )
  println("#{Tallies.count(t, "a")} #{Tallies.count(t, "z")}")
  Tallies.forget_all(t)
  println("#{Tallies.count(t, "a")}")
  let m = Machine.start()
  println("#{for s in ["a", "b", "c", "d", "e"] do Machine.step(m, s) end}")
  let p = Pairs.start(1.5, true)
  println("#{Pairs.swap(p, 2.5)} #{Pairs.swap(p, 3.5)}")
  let f = Functions.start(3)
  Functions.then(f, fn n -> n + 1 end)
  println("#{Functions.run(f, 5)}")
end
