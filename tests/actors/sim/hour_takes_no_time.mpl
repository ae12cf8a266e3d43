# Ten actors sleep for hours, the clock jumps.
actor sleeper(hours :: Int) do
  Timer.sleep(hours * 3600000)
  println("#{hours} h")
end

fn main() do
  let started = Clock.monotonic_ms()
  for hours in [7, 3, 9, 1, 8, 2, 10, 5, 4, 6] do
    spawn(sleeper, hours)
  end
  Timer.sleep(11 * 3600000)
  let passed = Clock.monotonic_ms() - started
  println(
    "#{passed / 3600000} h in all, the calendar says #{DateTime.to_unix_secs(DateTime.utc_now()) / 3600}"
  )
end
