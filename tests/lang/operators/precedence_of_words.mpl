fn main() do
  let yes = true
  let no = false
  println("#{yes or no and no} #{(yes or no) and no} #{not no == yes}")
  println("#{not no and yes} #{!no && !no || no}")
  println("#{1 + 2 * 3 - 4 / 2} #{-2 * 3} #{10 - 3 - 2} #{100 / 5 / 2}")
  println("#{"a" <> "b" == "ab"} #{1 + 1 < 3 and 2 < 1 + 3}")
  println("#{[1] ++ [2] <> [3]} #{List.length(Range.to_list(0..2 + 1))}")
  println("#{1 < 2 == true}")
end
