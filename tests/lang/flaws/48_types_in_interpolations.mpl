fn show(x) = "<#{x}>"

fn main() do
  println(
    "#{show((1, Some("a")))} #{if true do "yes" else "no" end} #{case 3 do 3 -> "three" _ -> "?" end}"
  )
  println("#{"inner #{1 + 1} #{"deeper #{[1]}"}"}")
end
