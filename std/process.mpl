##! Processes as values: names, monitors, exits.

extern "mesh_process_lookup" fn find_name(name :: String) -> List<Pid>

## Gives `pid` a name; 0 done, 1 refused (name taken, or the process is dead).
pub extern "mesh_process_register" fn register(name :: String, pid :: Pid) -> Int

## Frees a name; 0 done, 1 unknown.
pub extern "mesh_process_unregister" fn unregister(name :: String) -> Int

## The process with this name, or the "no process" pid: messages to it vanish, calls fail with `noproc`.
pub extern "mesh_process_whereis" fn whereis(name :: String) -> Pid

## The "no process" pid: equal to no live one.
pub extern "mesh_pid_none" fn none() -> Pid

## The process with this name, or None.
pub fn lookup(name :: String) -> Pid? = List.head_opt(find_name(name))

## A unique reference; when the process ends exactly one `Down(ref, pid, reason)` arrives.
pub extern "mesh_process_monitor" fn monitor(pid :: Pid) -> Int

## Ends a monitor and removes its Down from the mailbox; 0 removed, 1 unknown.
pub extern "mesh_process_demonitor" fn demonitor(ref :: Int) -> Int

## From now on exit signals arrive as `Exit(pid, reason)` messages.
pub extern "mesh_process_trap_exit" fn trap_exit(on :: Bool) -> ()

## Ends a process: "kill" cannot be trapped, "normal" and "shutdown" are orderly, any other text is an error.
pub extern "mesh_process_exit" fn exit(pid :: Pid, reason :: String) -> ()

## Whether the process has not ended.
pub extern "mesh_process_alive" fn alive(pid :: Pid) -> Bool

## Removes a link.
pub extern "mesh_process_unlink" fn unlink(pid :: Pid) -> ()
