fn main() do
  println("tab\tend")
  println("quote \" backslash \\")
  println("two\nlines")
  println("\u{e9}\u{1F600}")
  println("unknown \q \x41 \u0041")
  println("#{String.length("\r\0\n")}")
  println("lines
in it")
end
