actor fragile(n :: Int) do
  println("#{10 / n}")
end

fn count(n) do
  if n == 0 do "counted" else count(n - 1) end
end

actor steady do
  println(count(100000))
end

fn main() do
  let _ = spawn(fragile, 0)
  Timer.sleep(20)
  for _ in 0..3 do
    let _ = spawn(steady)
  end
  Timer.sleep(200)
  let _ = spawn(fragile, 5)
end
