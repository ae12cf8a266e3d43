struct P do
  n :: Int
end

fn main() do
  let p = P { n: 1 }
  println(p.show())
  println("#{"ab".lenght()}")
  println("#{List.mapp([1], fn x -> x end)}")
  println("#{P.make(3)}")
end
