struct State do
  items :: List<Int>
  counts :: Map<String, Int>
end

fn list(xs :: List<Int>) -> Int do
  let ys = List.append(xs, 1)
  List.length(ys) + List.length(xs)
end

fn map(m :: Map<String, Int>) -> List<Map<String, Int>> do
  [Map.put(m, "a", 1), Map.delete(m, "b")]
end

fn text(b :: StringBuilder) -> String do
  let more = StringBuilder.add(b, "x")
  StringBuilder.build(more) <> StringBuilder.build(b)
end

fn record(s :: State) -> (State, State) do
  (%{s | items: []}, s)
end

fn in_a_loop(xs :: List<Int>, n :: Int) -> List<Int> do
  for i in 0..n do
    List.length(List.append(xs, i))
  end
end

fn main() do
  println("#{list([])} #{map(%{})} #{text(StringBuilder.new())} #{in_a_loop([], 3)}")
  let (a, b) = record(State { items: [1], counts: %{} })
  println("#{a.items} #{b.items}")
end
