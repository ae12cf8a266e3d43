# The closures that are written in a function belong to its promise.
@inplace fn captured(xs :: List<Int>) -> List<List<Int>> do
  List.map([1, 2], fn n -> List.append(xs, n) end)
end

@inplace fn used_again(words :: List<String>) -> Map<String, Int> do
  List.reduce(words, %{}, fn m, w do
    let more = Map.put(m, w, 1)
    if Map.size(m) > 10 do %{} else more end
  end)
end

# Nothing is kept: the updates are all in the closure.
@inplace fn counted(words :: List<String>) -> Map<String, Int> do
  List.reduce(words, %{}, fn m, w -> Map.update(m, w, 1, fn n -> n + 1 end) end)
end

# Named parameters are promised for the body of the function alone.
@inplace(out) fn named(out :: List<Int>, xs :: List<Int>) -> List<Int> do
  List.append(out, List.length(List.map(xs, fn x -> List.append(xs, x) end)))
end

fn main() do
  println("#{captured([1])} #{used_again(["a"])} #{counted(["a"])} #{named([], [1])}")
end
