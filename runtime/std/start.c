/* Where every Mesh program starts. */
#include "actor/program.h"

#include <stdio.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    int status = program_run(argc, argv);
    /* Output is written when a program asks for it; what is left is the C library's own. Nothing else needs
     * to be torn down, and threads may still be inside calls they cannot leave. */
    fflush(NULL);
    _exit(status);
}
