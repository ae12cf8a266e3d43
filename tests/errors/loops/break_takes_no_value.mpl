fn main() do
  let x = 3
  while true do
    if x > 2 do break x end
    break
  end
  for i in 0..3 do
    if i == 1 do continue end
    continue i
  end
end
