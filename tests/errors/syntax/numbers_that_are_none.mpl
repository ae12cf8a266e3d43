fn main() do
  println("#{0x}")
  println("#{0b102}")
  println("#{12abc}")
  println("#{1.2.3}")
  println("#{99999999999999999999}")
  println("#{9223372036854775808}")
end
