fn main() do
  let g = Random.seed(42)
  let (a, g2) = Random.int(g, 1, 6)
  let (b, _) = Random.int(g2, 1, 6)
  let (c, _) = Random.int(Random.seed(42), 1, 6)
  println("#{a == c} #{a >= 1 && a <= 6} #{b >= 1 && b <= 6}")
  println(
    "#{List.all(List.init(1000, fn _ -> Random.int(-3, 3) end), fn n -> n >= -3 && n <= 3 end)}"
  )
  println(
    "#{List.all(List.init(1000, fn _ -> Random.float() end), fn x -> x >= 0.0 && x < 1.0 end)}"
  )
  println(
    "#{List.sort(Random.shuffle([3, 1, 2]))} #{Random.pick([7])} #{List.length(Random.sample([1, 2, 3], 2))}"
  )
  let (n, _) = Random.next(Random.seed(0))
  println("#{n}")
end
