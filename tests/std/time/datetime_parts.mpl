# Parts, sums and differences of moments.
fn at(text :: String) -> DateTime = Result.unwrap(DateTime.from_iso8601(text))

fn parts(dt :: DateTime) -> String do
  "#{DateTime.year(dt)} #{DateTime.month(dt)} #{DateTime.day(dt)} #{DateTime.hour(dt)} #{DateTime.minute(dt)} " <>
    "#{DateTime.second(dt)} #{DateTime.ms(dt)} day #{DateTime.weekday(dt)} of the week, #{DateTime.day_of_year(dt)} of the year"
end

# Each day of 1900 to 2100 has the parts that make it, and the weekday after that of the day before.
fn all_days(dt :: DateTime, weekday :: Int, left :: Int) -> Bool do
  if left == 0 do
    true
  else
    let made = DateTime.new(DateTime.year(dt), DateTime.month(dt), DateTime.day(dt), 7, 8, 9)
    let next = DateTime.add(dt, 1, :day)
    made == Some(dt) &&
      DateTime.weekday(dt) == weekday &&
      DateTime.from_http_date(DateTime.to_http_date(dt)) == Ok(dt) &&
      all_days(next, weekday % 7 + 1, left - 1)
  end
end

fn main() do
  let leap = at("2024-02-29T12:30:45.678Z")
  println(parts(leap))
  println(parts(Result.unwrap(DateTime.from_unix_ms(-1))))
  println("#{all_days(at("1900-01-01T07:08:09Z"), 1, 73414)}")
  for (n, unit) in [
    (1, :ms),
    (-1, :second),
    (90, :minutes),
    (-13, :hour),
    (1, :day),
    (-2, :weeks)
  ] do
    println("#{DateTime.add(leap, n, unit)}")
  end
  let later = at("2024-03-07T12:30:45.678Z")
  println("#{DateTime.diff(later, leap, :day)} #{DateTime.diff(leap, later, :week)}")
  println("#{DateTime.diff(at("2024-01-01T01:30:00Z"), at("2024-01-01T00:00:00Z"), :hour)}")
  println("#{DateTime.diff_ms(later, leap)}")
  for n in [-12, -1, 1, 12, 48] do println("#{DateTime.add_months(leap, n)}") end
  println("#{DateTime.add_months(at("2025-01-31T00:00:00Z"), 1)}")
  println("#{DateTime.add_months(at("2025-12-31T00:00:00Z"), -25)}")
  for unit in [:second, :minute, :hour, :day, :week] do
    println("#{DateTime.truncate(leap, unit)}")
  end
  println("#{DateTime.truncate(at("1969-12-28T23:00:00Z"), :week)}")
  println("#{DateTime.new(2023, 2, 29, 0, 0, 0)} #{DateTime.new(2023, 2, 28, 24, 0, 0)}")
  println("#{DateTime.date_string(leap)} #{DateTime.to_http_date(leap)}")
  println("#{DateTime.from_http_date("Sun, 06 Nov 1994 08:49:37 GMT")}")
  println("#{DateTime.from_http_date("Mon, 06 Nov 1994 08:49:37 GMT")}")
  println("#{DateTime.from_http_date("Sunday, 06-Nov-94 08:49:37 GMT")}")
  println("#{DateTime.add(leap, 1, :month)}")
end
