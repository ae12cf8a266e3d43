##! How many requests each project has made in the running window.

## Counts by project id. `limit` 0 is no limit.
pub struct Window do
  seconds :: Int
  limit :: Int
  counts :: Map<Int, Int>
end

## A fresh window.
pub fn open_window(seconds :: Int, limit :: Int) -> Window do
  Window { seconds: seconds, limit: limit, counts: Map.new() }
end

## Counts one request of a project; false when it is above the limit, and then nothing is counted. A project's
## own limit, when above 0, replaces the common one.
pub fn count_request(w :: Window, project :: Int, own_limit :: Int) -> (Window, Bool) do
  let limit = if own_limit > 0 do own_limit else w.limit end
  let so_far = Map.get(w.counts, project)
  if limit > 0 && so_far >= limit do
    (w, false)
  else
    (%{w | counts: Map.put(w.counts, project, so_far + 1)}, true)
  end
end

service RateLimiter do
  fn init(window_seconds :: Int, max_events :: Int) -> Window do
    open_window(window_seconds, max_events)
  end

  call CheckLimit(project :: Int) :: Bool do |w|
    count_request(w, project, 0)
  end

  call CheckOwnLimit(project :: Int, limit :: Int) :: Bool do |w|
    count_request(w, project, limit)
  end

  cast ResetWindow() do |w|
    open_window(w.seconds, w.limit)
  end
end

## Resets the limiter's window every `seconds`, for ever. The limiter is found by name each time, so a
## restarted one is reset as well.
pub actor rate_window(seconds :: Int) do
  Timer.sleep(seconds * 1000)
  RateLimiter.reset_window(Process.whereis("rate_limiter"))
  rate_window(seconds)
end
