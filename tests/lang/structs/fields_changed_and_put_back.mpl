# A field that is changed and put back moves out of its struct in between; who else holds the struct sees nothing of it.
struct Inner do
  names :: List<String>
  last :: String?
end

struct State do
  counts :: Map<String, Int>
  items :: List<Int>
  inner :: Inner
  note :: String?
  pair :: (List<Int>, Int)
end

fn fresh() -> State do
  State {
    counts: %{"a" => 1},
    items: [1, 2],
    inner: Inner { names: ["x" |> String.repeat(3)], last: None },
    note: Some("n" |> String.repeat(2)),
    pair: ([7], 1)
  }
end

fn show(s :: State) -> String do
  "#{Map.to_list(s.counts)} #{s.items} #{s.inner.names} #{s.inner.last} #{s.note} #{s.pair}"
end

fn count(s :: State, word :: String) -> State do
  %{s | counts: Map.put(s.counts, word, Map.size(s.counts))}
end

fn add(s :: State, n :: Int) -> State do
  let items = List.append(s.items, n)
  if n > 10 do
    s
  else
    %{s | items: items}
  end
end

fn swap(s :: State) -> State do
  %{s | items: List.reverse(s.items), note: Some("#{s.items}")}
end

fn rename(s :: State, name :: String) -> State do
  let inner = s.inner
  %{s | inner: %{inner | names: List.append(inner.names, name), last: Some(name)}}
end

fn note(s :: State) -> State do
  %{s | note: case s.note do
    Some(text) -> Some(text <> "!")
    None -> Some("first")
  end}
end

fn renew(s :: State, most :: Int) -> State do
  let room = if Map.size(s.counts) >= most do Map.new() else s.counts end
  %{s | counts: Map.put(room, "new", most)}
end

fn crash(s :: State, at :: Int) -> State do
  let items = List.append(s.items, 1)
  %{s | items: List.set(items, at, 0)}
end

fn loop(s :: State, n :: Int) -> State do
  if n == 0 do
    s
  else
    loop(%{s | items: List.append(s.items, n), counts: Map.put(s.counts, "n", n)}, n - 1)
  end
end

fn main() do
  let s = fresh()
  println(show(count(s, "b")))
  println(show(add(s, 5)))
  println(show(add(s, 50)))
  println(show(swap(s)))
  println(show(rename(s, "y")))
  println(show(note(%{s | note: None})))
  println(show(renew(s, 1)))
  println(show(renew(renew(count(s, "b"), 1), 5)))
  println(show(s))
  println(show(note(note(rename(rename(swap(add(count(fresh(), "c"), 3)), "p"), "q")))))
  let many = loop(fresh(), 1000)
  println("#{List.length(many.items)} #{List.last(many.items)} #{Map.get(many.counts, "n")}")
  println("#{Job.await(Job.async(fn -> show(crash(s, 99)) end))}")
  println(show(s))
end
