fn total(xs :: List<Int>) -> Int do
  let count = List.length(xs)
  let (a, b) = (1, 2)
  for i in 0..3 do
    println("x")
  end
  case Some(3) do
    Some(n) -> a
    None -> 0
  end
end

fn main() do
  let _ignored = 1
  let _ = 2
  println("#{total([])}")
end
