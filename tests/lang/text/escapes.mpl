fn main() do
  println("tab\there")
  println("quote\" back\\slash")
  println("line\nbreak")
  println("\u{48}\u{e9}\u{1F600} \q \x41")
  println("null:#{String.length("\0")} cr:#{String.length("\r")}")
  println("two
lines")
end
