fn deep(n :: Int) -> Int do
  if n == 0 do
    panic("at the bottom")
  else
    deep(n - 1) + 1
  end
end

actor digger() do
  println("#{deep(3)}")
end

fn main() do
  let _ = spawn(digger)
end
