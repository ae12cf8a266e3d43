fn find(n :: Int) -> String do
  if n > 3 do
    return n
  end
  "small"
end

fn nothing() -> Int do
  return
end

fn main() do
  println(find(1))
  println("#{nothing()}")
end
