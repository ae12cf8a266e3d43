fn main() do
  let a = 9223372036854775808
  let b = 0x
  let c = 0b12
  let d = 1.5e
  println("#{a} #{b} #{c} #{d}")
end
