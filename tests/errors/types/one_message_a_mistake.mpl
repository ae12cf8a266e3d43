fn main() do
  let a = missing + 1
  let b = a * 2
  let c = [b, a]
  println("#{a} #{b} #{c}")
end
