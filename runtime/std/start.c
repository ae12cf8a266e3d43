/* Where every Mesh program starts. */
#include "actor/program.h"
#include "sim/world.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (!world_enter())
        return 2;
    int status = program_run(argc, argv);
    world_leave(status);
    /* Output is written when a program asks for it; what is left is the C library's own. Nothing
     * else needs to be torn down, and threads may still be inside calls they cannot leave. */
    fflush(NULL);
    _exit(status);
}
