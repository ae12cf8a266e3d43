# A1 to A4: division by zero, results that no Int can hold, shifts by too much.
fn least() -> Int = Int.min_value()

fn most() -> Int = Int.max_value()

# Numbers come in as arguments, so that nothing is known when the program is compiled.
fn tried(what :: String, a :: Int, b :: Int, work :: Fun(Int, Int) -> Int) -> () do
  case Job.await(Job.async(fn -> work(a, b) end)) do
    Ok(n) -> println("#{what}: #{n}")
    Err(why) -> println("#{what}: crash, #{why}")
  end
end

fn by_zero() -> () do
  tried("x / 0", 10, 0, fn a, b -> a / b end)
  tried("x % 0", 10, 0, fn a, b -> a % b end)
  tried("0 / 0", 0, 0, fn a, b -> a / b end)
end

fn by_minus_one() -> () do
  tried("min / -1", least(), -1, fn a, b -> a / b end)
  tried("min % -1", least(), -1, fn a, b -> a % b end)
  tried("max / -1", most(), -1, fn a, b -> a / b end)
end

fn past_the_ends() -> () do
  tried("max + 1", most(), 1, fn a, b -> a + b end)
  tried("min + -1", least(), -1, fn a, b -> a + b end)
  tried("min - 1", least(), 1, fn a, b -> a - b end)
  tried("0 - min", 0, least(), fn a, b -> a - b end)
  tried("-min", least(), 0, fn a, _ -> -a end)
  tried("max * 2", most(), 2, fn a, b -> a * b end)
  tried("min * -1", least(), -1, fn a, b -> a * b end)
  tried("2^32 * 2^31", 4294967296, 2147483648, fn a, b -> a * b end)
  tried("max + 0", most(), 0, fn a, b -> a + b end)
  tried("wrapped max + 1", most(), 1, Int.wrapping_add)
  tried("wrapped min - 1", least(), 1, Int.wrapping_sub)
  tried("wrapped max * 2", most(), 2, Int.wrapping_mul)
end

fn shifted() -> () do
  for by in [-1, 0, 63, 64, 1000, Int.min_value()] do
    tried("1 shl #{by}", 1, by, Int.shl)
    tried("-8 shr #{by}", -8, by, Int.shr)
    tried("-8 ushr #{by}", -8, by, Int.ushr)
  end
  ()
end

fn main() do
  by_zero()
  by_minus_one()
  past_the_ends()
  shifted()
end
