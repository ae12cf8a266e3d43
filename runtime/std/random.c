/* Bodies of std/random.mpl. */
#include "std_externs.h"

#include "base/os.h"

int64_t mesh_random_word(MeshContext *cx)
{
    (void)cx;
    int64_t word;
    os.random(&word, sizeof word);
    return word;
}
