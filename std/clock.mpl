##! Clocks.

## Milliseconds of a clock that never goes back and starts anywhere: for durations.
pub extern "mesh_clock_monotonic_ms" fn monotonic_ms() -> Int

## Microseconds since 1970-01-01 00:00 UTC.
pub extern "mesh_clock_wall_us" fn wall_us() -> Int
