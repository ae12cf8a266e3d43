##! Moments in UTC, to the millisecond.

pub struct DateTime do
  ms :: Int
end deriving(Eq, Ord, Hash)

impl Display for DateTime do
  fn to_string(self) -> String do
    to_iso8601(self)
  end
end

impl Debug for DateTime do
  fn inspect(self) -> String do
    to_iso8601(self)
  end
end

let DAY_MS = 86400000

## Now, by the wall clock.
pub fn utc_now() -> DateTime = DateTime { ms: Clock.wall_us() / 1000 }

## Now in microseconds since 1970.
pub fn now_us() -> Int = Clock.wall_us()

## The moment `ms` milliseconds after 1970-01-01.
pub fn from_unix_ms(ms :: Int) -> DateTime!String do
  if ms < -8334632851200000 || ms > 8210298412799999 do
    Err("unix timestamp out of range")
  else
    Ok(DateTime { ms: ms })
  end
end

## The moment `seconds` after 1970-01-01.
pub fn from_unix_secs(seconds :: Int) -> DateTime!String do
  if seconds < -8334632851200 || seconds > 8210298412799 do
    Err("unix timestamp out of range")
  else
    from_unix_ms(seconds * 1000)
  end
end

## Milliseconds since 1970-01-01.
pub fn to_unix_ms(dt :: DateTime) -> Int = dt.ms

## Whole seconds since 1970-01-01, rounded down.
pub fn to_unix_secs(dt :: DateTime) -> Int = div_floor(dt.ms, 1000)

## Whether `a` is earlier than `b`.
pub fn is_before(a :: DateTime, b :: DateTime) -> Bool = a.ms < b.ms

## Whether `a` is later than `b`.
pub fn is_after(a :: DateTime, b :: DateTime) -> Bool = a.ms > b.ms

fn div_floor(a :: Int, b :: Int) -> Int do
  let q = a / b
  if a % b < 0 do q - 1 else q end
end

fn mod_floor(a :: Int, b :: Int) -> Int = a - div_floor(a, b) * b

# Year, month and day of a day number since 1970-01-01 (civil-from-days, H. Hinnant).
fn civil(day :: Int) -> (Int, Int, Int) do
  let z = day + 719468
  let era = div_floor(z, 146097)
  let doe = z - era * 146097
  let yoe = (doe - doe / 1460 + doe / 36524 - doe / 146096) / 365
  let doy = doe - (365 * yoe + yoe / 4 - yoe / 100)
  let mp = (5 * doy + 2) / 153
  let d = doy - (153 * mp + 2) / 5 + 1
  let m = if mp < 10 do mp + 3 else mp - 9 end
  let y = yoe + era * 400
  (if m <= 2 do y + 1 else y end, m, d)
end

# The day number of a date (days-from-civil, H. Hinnant).
fn day_number(year :: Int, month :: Int, day :: Int) -> Int do
  let y = if month <= 2 do year - 1 else year end
  let era = div_floor(y, 400)
  let yoe = y - era * 400
  let mp = if month > 2 do month - 3 else month + 9 end
  let doy = (153 * mp + 2) / 5 + day - 1
  let doe = yoe * 365 + yoe / 4 - yoe / 100 + doy
  era * 146097 + doe - 719468
end

fn pad(n :: Int, width :: Int) -> String do
  let text = "#{n}"
  String.repeat("0", width - String.length(text)) <> text
end

## The date of a day number since 1970-01-01: "2026-03-01".
pub fn day_text(day :: Int) -> String do
  let (y, m, d) = civil(day)
  "#{year_text(y)}-#{pad(m, 2)}-#{pad(d, 2)}"
end

fn year_text(y :: Int) -> String do
  if y > 9999 do "+#{y}" else if y < 0 do "-#{pad(-y, 4)}" else pad(y, 4) end
end

## RFC 3339 in UTC with milliseconds: "2024-01-15T10:30:00.000Z".
pub fn to_iso8601(dt :: DateTime) -> String do
  let day = div_floor(dt.ms, DAY_MS)
  let ms = mod_floor(dt.ms, DAY_MS)
  "#{day_text(day)}T#{pad(ms / 3600000, 2)}:#{pad(ms / 60000 % 60, 2)}:#{pad(ms / 1000 % 60, 2)}.#{pad(ms % 1000, 3)}Z"
end

## The moment an RFC 3339 text names; an offset is needed.
pub fn from_iso8601(text :: String) -> DateTime!String do
  case parse(String.to_upper(text)) do
    Some(ms) -> Ok(DateTime { ms: ms })
    None -> Err("invalid ISO 8601 datetime")
  end
end

fn parse(text :: String) -> Int? do
  if String.byte_length(text) < 20 || String.byte_length(text) != String.length(text) do
    None
  else
    let year = digits(text, 0, 4)?
    let month = digits(text, 5, 7)?
    let day = digits(text, 8, 10)?
    let hour = digits(text, 11, 13)?
    let minute = digits(text, 14, 16)?
    let second = digits(text, 17, 19)?
    let separators =
      String.slice(text, 4, 5) <>
        String.slice(text, 7, 8) <>
        String.slice(text, 10, 11) <>
        String.slice(text, 13, 14) <>
        String.slice(text, 16, 17)
    let (fraction, rest) = fraction_of(text, 19)?
    let offset = offset_of(rest)?
    if (separators != "--T::" && separators != "-- ::") ||
      !is_date(year, month, day) ||
      hour > 23 ||
      minute > 59 ||
      second > 60 do
      None
    else
      let seconds = hour * 3600 + minute * 60 + second
      Some(day_number(year, month, day) * DAY_MS + seconds * 1000 + fraction - offset * 60000)
    end
  end
end

fn is_date(year :: Int, month :: Int, day :: Int) -> Bool do
  month >= 1 && month <= 12 && day >= 1 && civil(day_number(year, month, day)) == (year, month, day)
end

fn digits(text :: String, start :: Int, stop :: Int) -> Int? do
  let part = String.slice(text, start, stop)
  if String.length(part) == stop - start && all_digits(part, 0) do String.to_int(part) else None end
end

fn all_digits(text :: String, i :: Int) -> Bool do
  if i == String.byte_length(text) do
    true
  else
    let b = String.byte_at(text, i)
    b >= 48 && b <= 57 && all_digits(text, i + 1)
  end
end

# Milliseconds of a fraction of any length, and what follows it.
fn fraction_of(text :: String, at :: Int) -> (Int, String)? do
  if String.slice(text, at, at + 1) != "." do
    Some((0, String.slice(text, at, String.length(text))))
  else
    let stop = end_of_digits(text, at + 1)
    if stop == at + 1 do
      None
    else
      let three = String.slice(String.slice(text, at + 1, stop) <> "00", 0, 3)
      let ms = String.to_int(three)?
      Some((ms, String.slice(text, stop, String.length(text))))
    end
  end
end

fn end_of_digits(text :: String, i :: Int) -> Int do
  if i < String.byte_length(text) &&
    String.byte_at(text, i) >= 48 &&
    String.byte_at(text, i) <= 57 do
    end_of_digits(text, i + 1)
  else
    i
  end
end

# Minutes east of UTC.
fn offset_of(text :: String) -> Int? do
  if text == "Z" do
    Some(0)
  else if String.length(text) == 6 && String.slice(text, 3, 4) == ":" do
    let hours = digits(text, 1, 3)?
    let minutes = digits(text, 4, 6)?
    let sign = String.slice(text, 0, 1)
    if hours > 23 || minutes > 59 || (sign != "+" && sign != "-") do
      None
    else if sign == "+" do
      Some(hours * 60 + minutes)
    else
      Some(-(hours * 60 + minutes))
    end
  else
    None
  end
end

# ---- Parts ----

fn of_day(dt :: DateTime, unit :: Int) -> Int = mod_floor(dt.ms, DAY_MS) / unit

fn date(dt :: DateTime) -> (Int, Int, Int) = civil(div_floor(dt.ms, DAY_MS))

## The year; 1 BC is 0.
pub fn year(dt :: DateTime) -> Int do
  let (y, _, _) = date(dt)
  y
end

## The month, 1 to 12.
pub fn month(dt :: DateTime) -> Int do
  let (_, m, _) = date(dt)
  m
end

## The day of the month, from 1.
pub fn day(dt :: DateTime) -> Int do
  let (_, _, d) = date(dt)
  d
end

## The hour, 0 to 23.
pub fn hour(dt :: DateTime) -> Int = of_day(dt, 3600000)

## The minute, 0 to 59.
pub fn minute(dt :: DateTime) -> Int = of_day(dt, 60000) % 60

## The second, 0 to 59.
pub fn second(dt :: DateTime) -> Int = of_day(dt, 1000) % 60

## The millisecond, 0 to 999.
pub fn ms(dt :: DateTime) -> Int = of_day(dt, 1) % 1000

## The day of the week, Monday 1 to Sunday 7.
pub fn weekday(dt :: DateTime) -> Int = mod_floor(div_floor(dt.ms, DAY_MS) + 3, 7) + 1

## The day of the year, from 1.
pub fn day_of_year(dt :: DateTime) -> Int =
  div_floor(dt.ms, DAY_MS) - day_number(year(dt), 1, 1) + 1

## The moment of these parts; None when there is no such date or time.
pub fn new(
  year :: Int,
  month :: Int,
  day :: Int,
  hour :: Int,
  minute :: Int,
  second :: Int
) -> DateTime? do
  if year < -262143 ||
    year > 262142 ||
    !is_date(year, month, day) ||
    hour < 0 ||
    hour > 23 ||
    minute < 0 ||
    minute > 59 ||
    second < 0 ||
    second > 59 do
    None
  else
    let seconds = hour * 3600 + minute * 60 + second
    Some(DateTime { ms: day_number(year, month, day) * DAY_MS + seconds * 1000 })
  end
end

## The date: "2026-03-01".
pub fn date_string(dt :: DateTime) -> String = day_text(div_floor(dt.ms, DAY_MS))

# ---- Reckoning ----

fn unit_ms(unit :: Atom) -> Int do
  case unit do
    :ms -> 1
    :second | :seconds -> 1000
    :minute | :minutes -> 60000
    :hour | :hours -> 3600000
    :day | :days -> DAY_MS
    :week | :weeks -> 7 * DAY_MS
    _ -> panic("DateTime: unknown unit #{unit}")
  end
end

## `n` units later, or earlier when `n` is negative: `:ms :second :minute :hour :day :week`, or their
## plurals. A day has 24 hours. Panics for another unit.
pub fn add(dt :: DateTime, n :: Int, unit :: Atom) -> DateTime = DateTime {
  ms: dt.ms + n * unit_ms(unit)
}

## How far `a` is behind `b` in units of `unit`, with a fraction.
pub fn diff(a :: DateTime, b :: DateTime, unit :: Atom) -> Float =
  Int.to_float(a.ms - b.ms) / Int.to_float(unit_ms(unit))

## How far `a` is behind `b` in milliseconds.
pub fn diff_ms(a :: DateTime, b :: DateTime) -> Int = a.ms - b.ms

## The same day `n` months later, or the last of that month when it is shorter.
pub fn add_months(dt :: DateTime, n :: Int) -> DateTime do
  let (y, m, d) = date(dt)
  let count = y * 12 + m - 1 + n
  let to_year = div_floor(count, 12)
  let to_month = mod_floor(count, 12) + 1
  let first = day_number(to_year, to_month, 1)
  let next =
    if to_month == 12 do day_number(to_year + 1, 1, 1) else day_number(to_year, to_month + 1, 1) end
  let in_month = if d > next - first do next - first else d end
  DateTime { ms: (first + in_month - 1) * DAY_MS + mod_floor(dt.ms, DAY_MS) }
end

## The beginning of the unit that `dt` is in. Weeks begin on Monday.
pub fn truncate(dt :: DateTime, unit :: Atom) -> DateTime do
  let size = unit_ms(unit)
  # 1970 began on a Thursday.
  let shift = if size == 7 * DAY_MS do 3 * DAY_MS else 0 end
  DateTime { ms: dt.ms - mod_floor(dt.ms + shift, size) }
end

# ---- HTTP ----

let WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]

let MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

## As headers of HTTP have it: "Thu, 29 Feb 2024 12:30:00 GMT".
pub fn to_http_date(dt :: DateTime) -> String do
  let (y, m, d) = date(dt)
  let clock = "#{pad(hour(dt), 2)}:#{pad(minute(dt), 2)}:#{pad(second(dt), 2)}"
  "#{List.get(WEEKDAYS, weekday(dt) - 1)}, #{pad(d, 2)} #{List.get(MONTHS, m - 1)} #{pad(y, 4)} #{clock} GMT"
end

## The moment that a header of HTTP names, in the form that to_http_date writes.
pub fn from_http_date(text :: String) -> DateTime!String do
  case http_parts(text) do
    Some(dt) when to_http_date(dt) == text -> Ok(dt)
    _ -> Err("invalid HTTP date")
  end
end

fn http_parts(text :: String) -> DateTime? do
  if String.byte_length(text) != 29 || String.length(text) != 29 do
    None
  else
    let d = digits(text, 5, 7)?
    let m = List.index_of(MONTHS, String.slice(text, 8, 11))?
    let y = digits(text, 12, 16)?
    let h = digits(text, 17, 19)?
    let min = digits(text, 20, 22)?
    let s = digits(text, 23, 25)?
    new(y, m + 1, d, h, min, s)
  end
end
