fn size(n) do
  if n < 10 do
    "small"
  else if n < 100 do
    "medium"
  else
    "large"
  end
end

fn main() do
  println(size(1) <> " " <> size(10) <> " " <> size(1000))
  if false do println("never") end
  let unit = if true do 5 end
  println("#{unit}")
  let x = 1 + if 2 > 1 do 10 else 20 end
  println("#{x}")
  let nothing = if x > 100 do
    let big = x
  else
    let small = x
  end
  println("#{nothing}")
  if not (x == 11) or x > 5 and true do println("taken") end
end
