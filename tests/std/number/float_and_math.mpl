fn main() do
  println("#{Float.from(42)} #{0.1 + 0.2} #{1.0 / 0.0}")
  println(
    "#{Math.round(-2.5)} #{Math.floor(-2.3)} #{Math.ceil(-2.7)} #{Float.to_int(-2.7)} #{Float.to_int(0.0 / 0.0)} #{Float.to_int(1.0e300)}"
  )
  println(
    "#{Math.abs(-3)} #{Math.abs(-2.5)} #{Math.min(3, 1)} #{Math.max(2.5, 0.5)} #{Math.pi} #{Math.pow(2.0, 10.0)} #{Math.sqrt(2.25)} #{Math.sqrt(-1.0)}"
  )
  println(
    "#{Float.floor(2.7)} #{Float.ceil(2.1)} #{Float.round(2.5)} #{Float.trunc(-2.7)} #{Float.abs(-1.5)} #{Float.is_nan(0.0 / 0.0)} #{Float.is_finite(1.0 / 0.0)}"
  )
  println(
    "#{Float.format(3.14159, 2)} #{Float.format(2.5, 0)} #{Float.parse("1.25")} #{Float.parse("z")} #{Math.min(0.0 / 0.0, 1.0)} #{Math.max(1.0, 0.0 / 0.0)}"
  )
  println(
    "#{Float.format(Math.exp(1.0), 6)} #{Math.log10(1000.0)} #{Math.log2(8.0)} #{Math.hypot(3.0, 4.0)} #{Float.format(Math.sin(1.0), 6)}"
  )
end
