struct State do
  items :: List<Int>
  counts :: Map<String, Int>
end

@inplace fn record(s :: State, word :: String) -> State do
  let known = Map.size(s.counts)
  let next = %{s | counts: Map.put(s.counts, word, known)}
  %{next | items: List.append(next.items, known)}
end

fn fill(s :: State, n :: Int) -> State do
  if n == 0 do s else fill(record(s, "#{n % 3}"), n - 1) end
end

fn main() do
  let s = fill(State { items: [], counts: %{} }, 10)
  println("#{s.items} #{Map.to_list(s.counts)}")
end
