fn swap((a, b)) = (b, a)

fn main() do
  let (x, (y, z)) = (1, ("b", [2.5]))
  let (p, _) = swap((x, y))
  println("#{x} #{y} #{z} #{p}")
  for (i, (a, b)) in [(0, (1, 2)), (1, (3, 4))] do
    println("#{i} #{a + b}")
  end
end
