fn remember(seen :: Map<String, Int>, word :: String) -> Map<String, Int> do
  Map.put(seen, word, Map.size(seen))
end

# The copy happens two calls further down, because this function goes on using the map.
@inplace fn note_twice(seen :: Map<String, Int>, word :: String) -> Int do
  let more = remember(seen, word)
  Map.size(more) + Map.size(seen)
end

fn main() do
  println("#{note_twice(%{}, "x")}")
end
