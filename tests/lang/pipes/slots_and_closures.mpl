fn join(a, b, c) = "#{a}-#{b}-#{c}"

fn main() do
  println("x" |> join("y", "z"))
  println("x" |2> join("y", "z"))
  println("x" |3> join("y", "z"))
  println("x" |> fn s -> s <> "!" end)
  println("#{[3, 1, 2] |> List.sort |> List.map(fn n -> n * n end) |> List.sum}")
  println("#{4 |> Some}")
  let shout = fn s -> String.to_upper(s) end
  println("a" |> shout |> String.repeat(3))
end
