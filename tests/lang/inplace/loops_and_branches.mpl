@inplace fn sieve(marks :: List<Bool>, step :: Int, at :: Int) -> List<Bool> do
  if at >= List.length(marks) do
    marks
  else
    sieve(List.set(marks, at, false), step, at + step)
  end
end

@inplace fn primes(marks :: List<Bool>, n :: Int) -> List<Bool> do
  if n * n >= List.length(marks) do
    marks
  else if List.get(marks, n) do
    primes(sieve(marks, n, n * n), n + 1)
  else
    primes(marks, n + 1)
  end
end

@inplace fn tally(counts :: Map<String, Int>, words :: List<String>) -> Map<String, Int> do
  case words do
    [] -> counts
    word :: rest -> if Map.has_key(counts, word) do
      tally(Map.put(counts, word, Map.get(counts, word) + 1), rest)
    else
      tally(Map.put(counts, word, 1), rest)
    end
  end
end

fn main() do
  let marks = primes(List.map(Range.to_list(0..1000), fn _ -> true end), 2)
  println("#{List.length(List.filter(marks, fn m -> m end)) - 2}")
  println("#{Map.to_list(tally(%{}, ["a", "b", "a", "c", "a", "b"]))}")
end
