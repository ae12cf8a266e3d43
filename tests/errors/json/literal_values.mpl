struct P do
  n :: Int
end

fn main() do
  let p = P { n: 1 }
  let f = fn x -> x + 1 end
  println(json { p: p, f: f })
end
