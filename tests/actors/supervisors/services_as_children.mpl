service Counter do
  fn init(n :: Int) -> Int = n

  call Next() :: Int do |n| (n + 1, n) end
end

supervisor Shop(first :: Int) do
  strategy: one_for_one
  max_restarts: 3
  max_seconds: 60

  child counter do
    start: fn -> Counter.start(first) end
    register: "shop counter"
  end
end

fn main() do
  let s = spawn(Shop, 10)
  let c = Process.whereis("shop counter")
  println("#{Counter.next(c)} #{Counter.next(c)}")
  println("#{List.map(Supervisor.children(s), fn((name, _)) -> name end)}")
  println("#{Supervisor.child(s, "counter").is_some()} #{Supervisor.child(s, "other").is_none()}")
end
