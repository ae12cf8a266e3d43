actor worker(n :: Int) do
  receive do
    text -> println("#{n} got #{text}")
  end
end

fn main() do
  let workers = for i in 1..4 do spawn(worker, i) end
  println("main prints first")
  let _ = spawn(fn ->
    for (i, w) in List.enumerate(workers) do
      Timer.sleep(10)
      send(w, "message #{i}")
    end
  end)
end
