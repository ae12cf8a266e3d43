fn main() do
  let shout = List.map([1, 2, 3], fn x -> String.to_upper(x) end)
  println("#{shout}")
end
