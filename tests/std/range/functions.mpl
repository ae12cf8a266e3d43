fn main() do
  let r = Range.new(2, 6)
  println(
    "#{r} #{Range.to_list(r)} #{Range.map(r, fn n -> "#{n}" end)} #{Range.filter(r, fn n -> n % 2 == 0 end)}"
  )
  println(
    "#{Range.length(r)} #{Range.length(5..2)} #{Range.contains(r, 6)} #{Range.contains(r, 2)} #{r == 2..6} #{0..3 == 0..4}"
  )
end
