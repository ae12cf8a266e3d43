fn main() do
  let Some(n) = List.head_opt([1])
  let [a, b] = [1, 2]
  let 3 = 1 + 2
  println("#{n}")
end
