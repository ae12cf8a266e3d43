fn main() do
  let text = List.reduce([1, 2, 3], "", fn(all, x) -> all <> x end)
  println(text)
end
