fn main() do
  let x = 1
  if x == 1 do
    let x = 2
    println("#{x}")
  else
    let x = "three"
    println(x)
  end
  for x in ["a"] do println(x) end
  let f = fn -> x end
  let x = "later"
  println("#{f()} #{x}")
end
