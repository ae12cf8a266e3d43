fn iso(text :: String) -> String do
  case DateTime.from_iso8601(text) do
    Ok(dt) -> DateTime.to_iso8601(dt)
    Err(e) -> e
  end
end

fn unix(ms :: Int) -> String do
  case DateTime.from_unix_ms(ms) do
    Ok(dt) -> DateTime.to_iso8601(dt)
    Err(e) -> e
  end
end

fn main() do
  println(iso("2025-03-01T01:00:00+02:00"))
  println(iso("2024-02-29t12:30:45.123456z"))
  println(iso("2024-12-31T23:59:60Z"))
  println(iso("2023-02-29T00:00:00Z"))
  println(iso("2024-01-15T10:30:00"))
  println(iso("2024-01-15T24:00:00Z"))
  println(unix(-1))
  println(unix(0))
  println(unix(1705314600123))
  println(unix(9223372036854775807))
  case (DateTime.from_unix_ms(1999), DateTime.from_unix_secs(2)) do
    (Ok(a), Ok(b)) -> println(
      "#{DateTime.to_unix_secs(a)} #{DateTime.to_unix_ms(b)} #{DateTime.is_before(a, b)} #{DateTime.is_after(a, b)} #{a == b} #{a < b}"
    )
    _ -> println("out of range")
  end
  println("#{DateTime.to_unix_ms(DateTime.utc_now()) > 1700000000000}")
end
