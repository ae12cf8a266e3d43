fn add(a, b) = a + b
fn wrap(left, middle, right) = "#{left}#{middle}#{right}"

fn main() do
  5 |> add(3) |> Int.to_string |> println
  "m" |2> wrap("<", ">") |> println
  "r" |3> wrap("l", "m") |> println
  [3, 1, 2]
    |> List.sort
    |> List.map(fn x -> x * x end)

    # a comment between
    |> List.reduce(0, fn(a, b) -> a + b end)
    |> fn n -> println("sum #{n}") end
  let n = 2
    |> add(40)
  println("#{n}")
end
