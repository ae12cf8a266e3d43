fn said(text :: String, value :: Bool) -> Bool do
  print(text <> " ")
  value
end

fn main() do
  println("#{said("a", false) && said("b", true)}")
  println("#{said("a", true) || said("b", true)}")
  println("#{said("a", true) and said("b", false) or said("c", true)}")
  println("#{said("a", false) or said("b", true) and said("c", false)}")
end
