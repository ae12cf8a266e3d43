# A reply that comes after the caller has given up is never taken for the reply to a later call.
service Slow do
  fn init() -> Int do
    0
  end

  call Held(text :: String) :: String do |n|
    registered("gate")
    (n + 1, "held #{text}")
  end

  call Count(text :: String) :: String do |n|
    (n + 1, "#{text} #{n}")
  end

  call Number() :: Int do |n|
    (n, n)
  end
end

fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

# Gives up three times while the service is held back; the late replies come before that of the last call.
actor impatient(s :: Pid) do
  println("#{Slow.held_within(1, s, "one")}")
  println("#{Slow.held_within(0, s, "two")}")
  println("#{Slow.count_within(20, s, "three")}")
  let _ = Process.register("gate", self())
  println("#{Slow.count(s, "four")}")
  println("#{Slow.number(s)}")
  println("#{Slow.count_within(60000, s, "five")}")
  receive do
    n -> println("a message: #{n + 1}")
    after 0 -> println("no reply in the mailbox")
  end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

# The service does not wait for a gate that nobody opens any more.
fn main() do
  let s = Slow.start()
  ended(spawn(impatient, s))
  Process.exit(s, "kill")
end
