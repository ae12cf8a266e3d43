struct P do
  f :: Fun(Int) -> Int
end

struct Q do
  n :: Int
end deriving(Eq)

fn main() do
  let p = P { f: fn x -> x end }
  println("#{p == p}")
  println("#{"a" + "b"}")
  println("#{Q { n: 1 } < Q { n: 2 }}")
  println("#{p}")
  println("#{-"x"}")
end
