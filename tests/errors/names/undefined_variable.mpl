fn main() do
  let total = 3
  println("#{totl}")
  println("#{unknwn(1)}")
  let xs = for item in [1] do itm end
  println("#{xs}")
end
