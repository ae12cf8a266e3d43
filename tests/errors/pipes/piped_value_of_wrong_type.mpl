fn main() do
  let n = "abc"
    |> String.length
    |> String.to_upper
  println("#{n}")
end
