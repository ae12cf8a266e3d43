fn main() do
  let n :: Int = if true do
    1
  end
  println("#{n}")
end
