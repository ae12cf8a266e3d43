actor hoards(held :: List<String>) do
  hoards(List.append(held, String.repeat("x", 1000 + List.length(held) % 10)))
end

actor hoards_cells(held :: List<List<Int>>) do
  hoards_cells(List.append(held, [1, 2, List.length(held)]))
end

actor doubles(text :: String) do
  doubles(text <> text)
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

fn main() do
  ended(spawn(hoards, []))
  ended(spawn(hoards_cells, []))
  ended(spawn(doubles, "ab"))
  for _ in 0..50 do
    ended(spawn(hoards_cells, []))
  end
  println("main goes on")
end
