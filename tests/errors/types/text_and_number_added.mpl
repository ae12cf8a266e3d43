fn main() do
  let n = 3
  println("text" + n)
  let s = "count: " + 3
  let t = n + " pieces"
  let u = "a" + "b"
  println(s <> t <> u)
end
