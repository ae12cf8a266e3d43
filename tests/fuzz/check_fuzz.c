/* A source text through the loader, the parser, the checker and the passes over the IR. */
#include "fuzz/front_end.h"

#include <stdint.h>
#include <sys/mman.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 14 };

/* The loader reads files, so the text goes through one in memory. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char path[64];
    int fd = size <= MOST ? memfd_create("main.mpl", 0) : -1;
    if (fd < 0 || write(fd, data, size) != (ssize_t)size)
        return 0;
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    compile(path, FRONT_AND_MIDDLE);
    close(fd);
    return 0;
}
