fn main() do
  let n = true ? 1 : 2
  println("#{n}")
end
