fn main() do
  println(
    "#{Int.pow(2, 10)} #{Int.pow(-3, 3)} #{Int.sign(-4)} #{Int.is_even(4)} #{Int.is_odd(-3)} #{Int.div_floor(-7, 2)} #{Int.gcd(12, -18)}"
  )
  println(
    "#{Int.checked_add(Int.max_value(), 1)} #{Int.checked_add(1, 2)} #{Int.checked_sub(Int.min_value(), 1)} #{Int.checked_sub(-1, Int.min_value())} #{Int.checked_mul(Int.min_value(), -1)} #{Int.checked_mul(3000000000, 4000000000)} #{Int.checked_mul(-3, 4)}"
  )
  println(
    "#{Int.to_hex(255)} #{Int.digits(-120)} #{Int.format(1234567, ",")} #{Int.format(-123, ",")} #{Int.format(-1000, "'")}"
  )
  println(
    "#{Float.round_to(3.14159, 2)} #{Float.clamp(5.0, 0.0, 1.0)} #{Float.approx_eq(0.1 + 0.2, 0.3, 0.0001)} #{Float.infinity()} #{Float.is_nan(Float.nan())}"
  )
  println("#{Math.log(8.0, 2.0)} #{Math.trunc(-2.7)} #{Math.fmod(7.5, 2.0)} #{Math.tanh(0.0)}")
end
