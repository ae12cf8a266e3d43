actor sleeper() do
  receive do
    :stop -> ()
  end
end

fn main() do
  let pids = List.map(Range.to_list(0..50), fn _ -> spawn(sleeper) end)
  let texts = List.map(pids, fn p -> p.inspect() end)
  println("#{Set.size(Set.from_list(texts))}")
  println("#{List.head(pids) == List.head(pids)} #{List.head(pids) == List.last(pids)}")
end
