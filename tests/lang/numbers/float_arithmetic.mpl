fn main() do
  println("#{1.5 + 2.0} #{1.0 / 4.0} #{-7.5 % 2.0} #{2e-3} #{100_000.5} #{1.0e10}")
  let nan = 0.0 / 0.0
  println("#{nan == nan} #{nan != nan} #{nan < 1.0} #{nan > 1.0} #{nan <= nan} #{0.0 == -0.0}")
  println(
    "#{Float.to_int(3.99)} #{Float.to_int(-2.7)} #{Math.round(-2.5)} #{Math.round(0.5)} #{Math.floor(-0.5)} #{Math.ceil(0.2)}"
  )
end
