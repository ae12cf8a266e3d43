# A promise that is kept changes nothing of what a function means.
struct State do
  counts :: Map<String, Int>
  log :: List<String>
  total :: Int
end

@inplace fn record(s :: State, word :: String) -> State do
  let known = Map.size(s.counts)
  let next = %{s | counts: Map.put(s.counts, word, known), total: s.total + 1}
  %{next | log: List.append(next.log, "#{word}@#{known}")}
end

fn record_all(s :: State, n :: Int) -> State do
  if n == 0 do s else record_all(record(s, "w#{n % 7}"), n - 1) end
end

fn main() do
  let start = State { counts: %{}, log: [], total: 0 }
  let once = record(start, "a")
  println("#{start.log} #{once.log} #{once.total}")
  let many = record_all(once, 1000)
  println("#{Map.size(many.counts)} #{List.length(many.log)} #{many.total} #{List.last(many.log)}")
  println("#{once.log} #{Map.to_list(once.counts)}")
end
