actor logger() do
  receive do
    text -> println("got #{text}")
  end
  logger()
end

actor waiter() do
  receive do
    after 10 -> println("nobody came")
  end
end

fn main() do
  let p :: Pid = spawn(logger)
  send(p, "hello")
  let said = spawn(logger)
  send(said, "a String, so it gets Strings")
  let named :: Pid<Int> = spawn(logger)
  send(named, 3)
  spawn(waiter)
end
