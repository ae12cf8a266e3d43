fn main() do
  let _x = default()
  let _f = fn p -> p.name end
  println("done")
end
