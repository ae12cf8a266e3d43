fn main() do
  let n :: Int = "text"
  let xs :: List<String> = [1]
  println("#{n} #{xs}")
end
