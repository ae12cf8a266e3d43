##! Words of a text: scanning bytes, a map of strings, a sort.

fn is_space(c :: Int) -> Bool = c == 32 || c == 10

fn word_start(text :: String, at :: Int) -> Int do
  if at < String.byte_length(text) && is_space(String.byte_at(text, at)) do
    word_start(text, at + 1)
  else
    at
  end
end

fn word_end(text :: String, at :: Int) -> Int do
  if at < String.byte_length(text) && !is_space(String.byte_at(text, at)) do
    word_end(text, at + 1)
  else
    at
  end
end

fn count(
  text :: String,
  at :: Int,
  total :: Int,
  counts :: Map<String, Int>
) -> (Int, Map<String, Int>) do
  let start = word_start(text, at)
  if start == String.byte_length(text) do
    (total, counts)
  else
    let stop = word_end(text, start)
    let word = String.byte_slice(text, start, stop)
    count(text, stop, total + 1, Map.update(counts, word, 1, fn n -> n + 1 end))
  end
end

fn before((a, m) :: (String, Int), (b, n) :: (String, Int)) -> Int do
  if m != n do n - m else if a < b do -1 else 1 end
end

## Prints how many words there are, how many different ones, and the ten most frequent.
pub fn wordcount(path :: String) -> () do
  let text = Result.unwrap_or(File.read(path), "")
  let (total, counts) = count(text, 0, 0, Map.new())
  println("#{total} #{Map.size(counts)}")
  for (word, n) in List.take(List.sort(Map.to_list(counts), before), 10) do
    println("#{word} #{n}")
  end
  ()
end
