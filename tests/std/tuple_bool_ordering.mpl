fn main() do
  println(
    "#{Tuple.first((1, "a"))} #{Tuple.second((1, "a"))} #{Tuple.nth((1, 2, 3), 2)} #{Tuple.size((1, 2, 3))}"
  )
  println(
    "#{Tuple.swap((1, "a"))} #{Tuple.map_first((1, 2), fn n -> n + 1 end)} #{Tuple.map_second((1, 2), fn n -> "#{n}!" end)}"
  )
  println(
    "#{Bool.to_int(true)} #{Bool.xor(true, false)} #{Bool.parse("true")} #{Bool.parse("yes")} #{Atom.to_string(:up)}"
  )
  println(
    "#{Ordering.reverse(Less)} #{Ordering.then(Equal, Greater)} #{Ordering.then(Less, Greater)} #{Ordering.to_int(Less)} #{Ordering.from_int(7)} #{Ordering.is_lt(Less)}"
  )
end
