##! Time as a process sees it.

extern "mesh_timer_send_after" fn send_later<T>(pid :: Pid<T>, ms :: Int, take message :: T) -> Int

## Suspends the calling process; 0 or less returns at once.
pub extern "mesh_timer_sleep" fn sleep(ms :: Int) -> ()

## Delivers `message` after `ms` milliseconds; nothing happens when the process is gone by then.
pub fn send_after<T>(pid :: Pid<T>, ms :: Int, message :: T) -> () do
  let _ = send_later(pid, ms, message)
  ()
end

## Stops a timer; true only if it had not fired.
pub extern "mesh_timer_cancel" fn cancel(id :: Int) -> Bool
