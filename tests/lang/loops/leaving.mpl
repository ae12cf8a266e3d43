# break, continue and return in loops that collect, count and repeat.

fn find(xs :: List<Int>, want :: Int) -> Int do
  for x in xs do
    if x == want do
      return x * 100
    end
  end
  -1
end

fn forever(n :: Int) do
  while true do
    if n > 3 do
      break
    end
    return "left early"
  end
  "left by break"
end

fn main() do
  println("#{find([1, 2, 3], 2)} #{find([1, 2, 3], 9)}")
  println("#{forever(1)} #{forever(5)}")
  let some = for i in 0..20 when i % 3 == 0 do
    if i == 9 do
      continue
    end
    if i > 15 do
      break
    end
    "v#{i}"
  end
  println("#{some}")
  let nested = for i in 0..3 do
    for j in 0..3 do
      if j > i do
        break
      end
      i * 10 + j
    end
  end
  println("#{nested}")
  println("#{for s in ["x", "y"] do s <> s end}")
  println("#{for i in 5..2 do i end}")
end
