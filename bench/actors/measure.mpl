##! What every measurement prints, in the form the peers' programs use.

## The moment a measurement starts.
pub fn now() -> Int = Clock.wall_us()

## Says how many operations a second were done since `start`.
pub fn report(name :: String, operations :: Int, start :: Int) -> () do
  let took = Clock.wall_us() - start + 1
  println("#{name} ops #{operations} sec #{seconds(took)} rate #{operations * 1000000 / took}")
end

## Says what each of `n` idle things costs.
pub fn report_idle(n :: Int, start :: Int, before :: Int) -> () do
  let took = Clock.wall_us() - start + 1
  Timer.sleep(200)
  let after_ = resident()
  println(
    "idle n #{n} sec #{seconds(took)} bytes_per_unit #{(after_ - before) / n} rss_mb #{after_ / 1048576}.0"
  )
end

fn seconds(us :: Int) -> String = Float.format(Int.to_float(us) / 1000000.0, 4)

## Bytes of this process that are in memory.
pub fn resident() -> Int do
  case File.read("/proc/self/statm") do
    Ok(text) -> Option.unwrap_or(String.to_int(List.get(String.split(text, " "), 1)), 0) * 4096
    Err(_) -> 0
  end
end

## What `percent` of the sorted figures do not exceed.
pub fn quantile(sorted :: List<Int>, percent :: Int) -> Int do
  let n = List.length(sorted)
  let at = n * percent / 100
  List.get(sorted, if at < n do at else n - 1 end)
end
