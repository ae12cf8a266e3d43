/* The bodies of std/clock.mpl. */
#include "std_externs.h"

#include "base/os.h"

int64_t mesh_clock_monotonic_ms(MeshContext *cx)
{
    (void)cx;
    return os_monotonic_ms();
}

int64_t mesh_clock_wall_us(MeshContext *cx)
{
    (void)cx;
    return os.wall_ns() / 1000;
}
