fn main() do
  let x = do
    1
  end
  println("#{x}")
end
