fn main() do
  let squares = for i in 0..4 do i * i end
  println("#{squares}")
  println("#{for x in ["a", "b"] do x <> x end}")
  println("#{for i in 3..3 do i end} #{for i in 5..2 do i end}")
  for i in 1..3 do
    for j in 1..3 do
      print("#{i * j} ")
    end
    println("")
  end
  let pairs = for (n, s) in [(1, "x"), (2, "y")] do "#{n}#{s}" end
  println("#{pairs}")
  let r = 2..5
  println("#{for i in r do i end} #{for _ in 0..3 do "z" end}")
  println("#{for i in 0..2 do for j in 0..2 do (i, j) end end}")
end
