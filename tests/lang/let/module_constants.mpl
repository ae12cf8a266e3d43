let greeting = "hello"
let limits = [1, 2, 3]
let table = %{"a" => 1, "b" => 2}
let twice_total = total * 2
let total = List.sum(limits)
let origin = Point { x: 0, y: total }
pub let shown = "#{greeting} #{total}"

struct Point do
  x :: Int
  y :: Int
end

fn use_constant() = List.map(limits, fn n -> n * total end)

fn main() do
  println(shown)
  println("#{twice_total} #{Map.get(table, "b")} #{origin}")
  println("#{use_constant()} #{limits}")
end
