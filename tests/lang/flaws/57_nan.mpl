fn main() do
  let nan = 0.0 / 0.0
  println("#{nan == nan} #{nan != nan} #{nan < 1.0} #{nan >= 1.0} #{1.0 <= nan}")
  println("#{nan} #{1.0 / 0.0} #{-1.0 / 0.0} #{-0.0} #{0.0 == -0.0}")
end
