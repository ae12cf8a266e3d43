fn main() do
  println("#{3 |> 4}")
  println("#{3 |> "text"}")
end
