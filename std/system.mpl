##! The process as the operating system sees it.

## Ends the program at once with an exit status from 0 to 255.
pub extern "mesh_system_exit" fn exit(status :: Int) -> ()
