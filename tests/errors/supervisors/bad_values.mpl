actor worker do
  println("x")
end

supervisor S do
  strategy: one_for_some

  child a do
    start: fn -> spawn(worker) end
    restart: sometimes
    shutdown: later
  end

  child a do
    start: fn -> 5 end
  end

  child b do
    restart: permanent
  end
end
