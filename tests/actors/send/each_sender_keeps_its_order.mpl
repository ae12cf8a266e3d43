actor sender(id :: Int, target :: Pid<(Int, Int)>) do
  for i in 0..100 do
    send(target, (id, i))
  end
end

actor sink(seen :: Map<Int, Int>, left :: Int) do
  if left == 0 do
    println("#{Map.size(seen)} senders, each in order")
  else
    receive do
      (id, n) ->
        if Map.get(seen, id, 0 - 1) != n - 1 do
          println("out of order: #{id} #{n}")
        end
        sink(Map.put(seen, id, n), left - 1)
    end
  end
end

fn main() do
  let s = spawn(sink, %{}, 800)
  for id in 0..8 do
    let _ = spawn(sender, id, s)
    ()
  end
end
