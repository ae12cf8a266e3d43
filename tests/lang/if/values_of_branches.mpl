fn main() do
  let a = if 1 > 2 do "x" else if 2 > 2 do "y" else "z" end
  let b = 1 + if true do 10 else 20 end * 2
  if false do
    "dropped"
  end
  let unit = if true do
    5
  end
  let c = if true do
    let inner = 3
    inner
  else
    4
  end
  println("#{a} #{b} #{unit} #{c}")
end
