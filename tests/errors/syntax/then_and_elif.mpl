fn main() do
  let n = 1
  if n > 0 then
    println("positive")
  end
end

fn sign(n) do
  if n > 0 do
    1
  elif n < 0 do
    -1
  else
    0
  end
end
