fn main() do
  let nan = 0.0 / 0.0
  let inf = 1.0 / 0.0
  println("#{nan == nan} #{nan != nan} #{nan < 1.0} #{nan > 1.0} #{nan <= nan}")
  println("#{inf > 1.0e308} #{-inf < inf} #{inf == inf} #{inf} #{-inf} #{nan}")
  println("#{0.0 == -0.0} #{-0.0}")
  println("#{0.1 + 0.2 == 0.3} #{0.5 + 0.25 == 0.75}")
end
