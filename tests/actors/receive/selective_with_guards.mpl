type Order do
  Job(Int)
  Urgent(String)
  Stop
end

actor desk(log :: List<String>) do
  let entry = receive do
    Urgent(what) -> "urgent #{what}"
    Job(n) when n > 10 -> "big #{n}"
    Stop -> "stop"
    after 30 -> ""
  end
  if entry == "" do
    rest(log)
  else
    desk(List.append(log, entry))
  end
end

fn rest(log :: List<String>) = println("#{log}")

fn main() do
  let d = spawn(desk, [])
  send(d, Job(1))
  send(d, Job(11))
  send(d, Stop)
  send(d, Urgent("fire"))
  send(d, Job(2))
  send(d, Job(12))
end
