fn main() do
  println(
    "#{Range.step(0..10, 3)} #{Range.step(0..10, -3)} #{Range.step(5..5, 2)} #{Range.step(7..2, -1)}"
  )
  println("#{Range.step(0..9, 3)} #{(2..6).step(10)} #{Range.reverse(1..5)} #{(0..4).sum()}")
  println(
    "#{Range.is_empty(3..3)} #{Range.is_empty(3..4)} #{Range.fold(1..6, 1, fn a, b -> a * b end)}"
  )
  Range.each(0..3, fn i -> print("#{i};") end)
  println("")
  println("#{Range.step(9223372036854775800..9223372036854775807, 4)}")
  println("#{Range.step(0..3, 0)}")
end
