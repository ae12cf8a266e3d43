struct State do
  words :: Map<String, Int>
end

@inplace fn size_with(s :: State, word :: String) -> Int do
  Map.size(Map.put(s.words, word, 1))
end

fn main() do
  println("#{size_with(State { words: %{} }, "x")}")
end
