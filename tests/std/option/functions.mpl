fn main() do
  let none :: Int? = None
  println(
    "#{Option.is_some(Some(1))} #{Option.is_none(none)} #{Option.map(Some(2), fn n -> n * 2 end)} #{Option.map(none, fn n -> n * 2 end)}"
  )
  println(
    "#{Option.and_then(Some(2), fn n -> if n > 1 do Some("big") else None end end)} #{Option.filter(Some(3), fn n -> n > 5 end)}"
  )
  println(
    "#{Option.unwrap_or(none, 9)} #{Option.unwrap_or(Some(1), 9)} #{Option.unwrap_or_else(none, fn -> 8 end)} #{Option.or_else(none, fn -> Some(7) end)}"
  )
  println(
    "#{Option.ok_or(none, "missing")} #{Option.ok_or(Some(1), "missing")} #{Option.to_list(Some(4))} #{Option.to_list(none)}"
  )
  println("#{Option.unwrap(Some("x"))} #{Option.expect(Some(2), "needed")}")
  println("#{Option.unwrap(none)}")
end
