##! Time as a process sees it.

extern "mesh_timer_send_after" fn send_later<T>(pid :: Pid<T>, ms :: Int, take message :: T) -> Int

extern "mesh_timer_call_after" fn call_later(ms :: Int, work :: Fun() -> ()) -> Int
extern "mesh_timer_every" fn call_often(ms :: Int, work :: Fun() -> ()) -> Int

## Suspends the calling process; 0 or less returns at once.
pub extern "mesh_timer_sleep" fn sleep(ms :: Int) -> ()

## Delivers `message` after `ms` milliseconds; nothing happens when the process is gone by then.
pub fn send_after<T>(pid :: Pid<T>, ms :: Int, message :: T) -> () do
  let _ = send_later(pid, ms, message)
  ()
end

## Stops a timer; true only if it had not fired.
pub extern "mesh_timer_cancel" fn cancel(id :: Int) -> Bool

## Runs `work` in a process of its own after `ms` milliseconds; the result is for `cancel`.
pub fn call_after<T>(ms :: Int, work :: Fun() -> T) -> Int =
  call_later(ms, fn -> ignore(work()) end)

## Runs `work` in a process of its own every `ms` milliseconds until it is cancelled.
pub fn every<T>(ms :: Int, work :: Fun() -> T) -> Int = call_often(ms, fn -> ignore(work()) end)

fn ignore<T>(_result :: T) -> () = ()
