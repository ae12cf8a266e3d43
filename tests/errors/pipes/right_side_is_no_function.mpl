fn main() do
  let n = 3
  println("#{4 |> n}")
  println("#{4 |> n + 1}")
end
