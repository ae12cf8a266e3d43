fn main() do
  let good :: Int!String = Ok(3)
  let bad :: Int!String = Err("no")
  println(
    "#{Result.is_ok(good)} #{Result.is_err(bad)} #{Result.map(good, fn n -> n + 1 end)} #{Result.map(bad, fn n -> n + 1 end)}"
  )
  println(
    "#{Result.map_err(bad, String.length)} #{Result.and_then(good, fn n -> if n > 5 do Ok("big") else Err("small") end end)}"
  )
  println(
    "#{Result.unwrap_or(bad, 9)} #{Result.unwrap_or(good, 9)} #{Result.unwrap_or_else(bad, String.length)}"
  )
  println(
    "#{Result.ok(good)} #{Result.ok(bad)} #{Result.err(good)} #{Result.err(bad)} #{Result.context(bad, "reading")} #{Result.unwrap(good)}"
  )
  println("#{Result.unwrap(bad)}")
end
