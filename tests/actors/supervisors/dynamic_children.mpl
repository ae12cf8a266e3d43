service Writer do
  fn init(name :: String, size :: Int) -> (String, Int) = (name, size)

  call Describe() :: String do |s|
    let (name, size) = s
    (s, "#{name} #{size}")
  end
end

supervisor Writers(size :: Int) do
  strategy: simple_one_for_one

  child writer do
    start: fn(name :: String) -> Writer.start(name, size) end
    restart: temporary
  end
end

fn main() do
  let s = spawn(Writers, 64)
  println("#{Supervisor.count_children(s)}")
  case (Supervisor.start_child(s, "a"), Supervisor.start_child(s, "b")) do
    (Ok(a), Ok(b)) ->
      println("#{Writer.describe(a)}, #{Writer.describe(b)}, #{Supervisor.count_children(s)}")
      println("#{Supervisor.terminate_child(s, a)} #{Supervisor.terminate_child(s, a)}")
      println("#{Supervisor.count_children(s)} #{Writer.describe(b)}")
    _ -> println("not started")
  end
end
