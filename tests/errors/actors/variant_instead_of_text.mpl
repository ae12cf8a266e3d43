type Command do
  Start
  Stop
end

actor worker() do
  receive do
    Start -> worker()
    Stop -> ()
  end
end

fn main() do
  let w = spawn(worker)
  send(w, "stop")
  send(w, :stop)
  send(w)
end
