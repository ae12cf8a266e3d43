actor worker do
  println("x")
end

supervisor S do
  strategy: one_for_one
  colour: red
  child a do
    start: fn -> spawn(worker) end
    size: 3
  end
end
