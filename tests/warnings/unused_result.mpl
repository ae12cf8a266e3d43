fn save(n :: Int) -> Int!String do
  if n > 0 do Ok(n) else Err("low") end
end

fn main() do
  save(1)
  let _ = save(2)
  for i in 0..3 do
    save(i)
  end
  println("done")
end
