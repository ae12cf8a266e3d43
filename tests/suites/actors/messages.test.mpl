actor spinner(n :: Int) do
  spinner(n + 1)
end

actor named(me :: Pid<Int>) do
  send(me, 1)
  receive do
    n -> println("never #{n}")
  end
end

test("a mock gets each message") do
  let me = self()
  let stub = Test.mock_actor(fn(m) do
    send(me, m)
    "ok"
  end)
  send(stub, "ping")
  send(stub, "pong")
  assert_receive "pong", 500
  assert_receive "ping"
end

test("a mock ends with stop") do
  let stub = Test.mock_actor(fn(_) do "stop" end)
  let _ = Process.monitor(stub)
  send(stub, "anything")
  receive do
    Down(_, _, reason) -> assert_eq(reason, "normal")
  end
end

test("guards choose among messages") do
  send(self(), 1)
  send(self(), 20)
  assert_receive n when n > 10
  assert_receive 1
end

test("nothing comes") do
  assert_receive 42, 10
end

test("leaves a process behind") do
  let _ = spawn(spinner, 1)
  let other = spawn(named, self())
  let _ = Process.register("left", other)
  assert_receive 1, 500
end

test("which is gone") do
  assert(Process.lookup("left") == None)
end
