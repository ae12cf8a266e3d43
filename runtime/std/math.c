/* Bodies of std/math.mpl: the mathematical functions of C. */
#include "std_externs.h"

#include <math.h>

double mesh_math_exp(MeshContext *cx, double x)
{
    (void)cx;
    return exp(x);
}

double mesh_math_ln(MeshContext *cx, double x)
{
    (void)cx;
    return log(x);
}

double mesh_math_log2(MeshContext *cx, double x)
{
    (void)cx;
    return log2(x);
}

double mesh_math_log10(MeshContext *cx, double x)
{
    (void)cx;
    return log10(x);
}

double mesh_math_sin(MeshContext *cx, double x)
{
    (void)cx;
    return sin(x);
}

double mesh_math_cos(MeshContext *cx, double x)
{
    (void)cx;
    return cos(x);
}

double mesh_math_tan(MeshContext *cx, double x)
{
    (void)cx;
    return tan(x);
}

double mesh_math_asin(MeshContext *cx, double x)
{
    (void)cx;
    return asin(x);
}

double mesh_math_acos(MeshContext *cx, double x)
{
    (void)cx;
    return acos(x);
}

double mesh_math_atan(MeshContext *cx, double x)
{
    (void)cx;
    return atan(x);
}

double mesh_math_atan2(MeshContext *cx, double y, double x)
{
    (void)cx;
    return atan2(y, x);
}

double mesh_math_sinh(MeshContext *cx, double x)
{
    (void)cx;
    return sinh(x);
}

double mesh_math_cosh(MeshContext *cx, double x)
{
    (void)cx;
    return cosh(x);
}

double mesh_math_tanh(MeshContext *cx, double x)
{
    (void)cx;
    return tanh(x);
}

double mesh_math_hypot(MeshContext *cx, double x, double y)
{
    (void)cx;
    return hypot(x, y);
}

double mesh_math_cbrt(MeshContext *cx, double x)
{
    (void)cx;
    return cbrt(x);
}

double mesh_math_pow(MeshContext *cx, double base, double exponent)
{
    (void)cx;
    return pow(base, exponent);
}
