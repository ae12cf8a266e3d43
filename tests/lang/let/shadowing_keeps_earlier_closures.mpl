fn main() do
  let x = 1
  let old = fn -> x end
  let x = x + 10
  let x = "now #{x}"
  println("#{old()} #{x}")
  if true do
    let x = 99
    println("#{x}")
  end
  println(x)
  let y = 5
  let z = case 8 do
    y -> y + 1
  end
  println("#{y} #{z}")
end
