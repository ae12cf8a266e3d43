actor worker() do
  ()
end

supervisor Shop do
  child a do
    start: spawn(worker)
  end

  child b do
    start: fn -> 42 end
  end

  child c do
    restart: permanent
  end
end

fn main() do
  let _ = spawn(Shop)
end
