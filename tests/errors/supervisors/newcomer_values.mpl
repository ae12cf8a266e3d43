actor worker() do
  ()
end

supervisor Shop do
  strategy: one_for_everyone
  max_restarts: "3"

  child a do
    start: fn -> spawn(worker) end
    restart: always
    shutdown: -1
  end
end

fn main() do
  let _ = spawn(Shop)
end
