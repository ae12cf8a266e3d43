/* Bodies of std/math.mpl, as far as the C library's own are not used directly. */
#include "std_externs.h"

#include <math.h>

/* By way of the longer type: the plain function of some C libraries is wrong in the last bit even
 * of cubes. */
double mesh_math_cbrt(MeshContext *cx, double x)
{
    (void)cx;
    return (double)cbrtl((long double)x);
}
