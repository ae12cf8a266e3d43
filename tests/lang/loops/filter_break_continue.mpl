fn wanted(n) = n % 2 == 1

fn main() do
  println("#{for i in 0..10 when wanted(i) do i end}")
  let some = for i in 0..10 do
    if i == 2 do continue end
    if i == 5 do break end
    i * 10
  end
  println("#{some}")
  let texts = for w in ["a", "", "b", "stop", "c"] when w != "" do
    if w == "stop" do
      break
    end
    "<#{w}>"
  end
  println("#{texts}")
  let rows = for i in 0..3 do
    for j in 0..5 do
      if j > i do break end
      j
    end
  end
  println("#{rows}")
end
