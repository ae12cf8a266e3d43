fn main() do
  let n = 3
  let p = spawn(n)
  let q = spawn()
  let r = spawn("x", 1)
  println("#{p == q} #{r == p}")
end
