fn main() do
  let x = 1
  if true do
    let x = 2
    println("if #{x}")
  end
  for x in [3] do
    let y = x * 10
    println("for #{x} #{y}")
  end
  case 4 do
    x -> println("case #{x}")
  end
  let f = fn x -> x + 1 end
  println("closure #{f(5)}")
  let x = x + 100
  println("again #{x}")
end
