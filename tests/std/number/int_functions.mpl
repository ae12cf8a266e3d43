fn main() do
  println(
    "#{Int.to_float(3)} #{Int.to_string(-42)} #{Int.to_string(255, 16)} #{Int.parse("12")} #{Int.parse("ff", 16)} #{Int.parse("x")}"
  )
  println(
    "#{Int.min_value()} #{Int.max_value()} #{Int.clamp(12, 0, 10)} #{Int.clamp(-3, 0, 10)} #{Int.mod(-7, 3)} #{Int.mod(7, 3)}"
  )
  println(
    "#{Int.band(12, 10)} #{Int.bor(12, 10)} #{Int.bxor(12, 10)} #{Int.bnot(0)} #{Int.shl(1, 10)} #{Int.shr(-8, 1)} #{Int.ushr(-1, 60)}"
  )
  println(
    "#{Int.popcount(255)} #{Int.leading_zeros(1)} #{Int.wrapping_add(Int.max_value(), 1)} #{Int.wrapping_mul(Int.max_value(), 2)} #{Int.wrapping_sub(Int.min_value(), 1)}"
  )
end
