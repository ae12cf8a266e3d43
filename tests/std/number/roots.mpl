fn main() do
  let roots = for n in -3..11 do Math.cbrt(Float.from(n * n * n)) end
  println("#{roots}")
  println("#{Math.cbrt(2.0)} #{Math.cbrt(0.001)} #{Math.cbrt(1.0e300)}")
end
