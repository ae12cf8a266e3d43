actor worker() do
  receive do
    "stop" -> ()
    1 -> worker()
  end
end

fn main() do
  let w = spawn(worker)
  send(w, 1)
end
