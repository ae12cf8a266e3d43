pub actor ticker(n :: Int, m) do
  println("${n}")
  terminate do
    println("bye")
  end
  ticker(n + 1, m)
end
actor plain do
  receive do x -> plain() end
end
pub service Tallies do
  fn init(cap :: Int) -> State do
    State { cap: cap }
  end
  call Take(key :: String) :: Bool!String do |t|
    (t, Ok(true))
  end
  call Now do (1, 2) end
  cast ForgetAll() do |t|
    t
  end
  fn helper(x) = x
  terminate do |state|
    println("stop")
  end
end
supervisor Depot(pool :: PoolHandle) do
  strategy: rest_for_one
  max_restarts: 10
  max_seconds:60

  child limiter do
    start: fn -> Limiter.start(60, 1000) end
    restart:permanent
    shutdown: 5000
    register: "limiter"
  end
  child clerk do
    start: fn(id :: String) -> Clerk.start(pool, id) end
    shutdown: brutal_kill
  end
end
supervisor Empty do end
