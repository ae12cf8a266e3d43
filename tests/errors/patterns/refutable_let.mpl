fn main() do
  let Some(x) = List.head_opt([1])
  let [a, b] = [1, 2]
  println("#{x} #{a} #{b}")
  for Ok(n) in [Ok(1), Err("x")] do
    println("#{n}")
  end
end
