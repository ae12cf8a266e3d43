actor worker() do
  ()
end

supervisor Shop do
  child a do
    start: fn -> spawn(worker) end
  end

  child a do
    start: fn -> spawn(worker) end
  end
end

fn main() do
  let _ = spawn(Shop)
end
