fn main() do
  println("\u{110000}")
  println("\u{}")
  println("\u00e9")
  println("\u{zz}")
end
