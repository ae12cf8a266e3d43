/* Bodies of std/float.mpl. C says "not a number" in a second function, as the result has no room
 * for it. */
#include "std_externs.h"

#include "base/code_point.h"
#include "base/number.h"
#include "value/string.h"

MeshString *mesh_float_to_string(MeshContext *cx, double value)
{
    char text[NUMBER_FLOAT_BYTES];
    return string_new(cx, text, number_write_float(text, value));
}

/* Debug form: a whole number keeps its `.0`. */
MeshString *mesh_float_inspect(MeshContext *cx, double value)
{
    char text[NUMBER_FLOAT_BYTES];
    size_t length = number_write_float(text, value);
    bool whole = true;
    for (size_t i = 0; i < length; i++)
        whole = whole && ((text[i] >= '0' && text[i] <= '9') || text[i] == '-');
    if (whole) {
        text[length++] = '.';
        text[length++] = '0';
    }
    return string_new(cx, text, length);
}

MeshString *mesh_float_format(MeshContext *cx, double value, int64_t decimals)
{
    char text[NUMBER_FIXED_BYTES];
    int places = decimals < 0                     ? 0
                 : decimals > NUMBER_MAX_DECIMALS ? NUMBER_MAX_DECIMALS
                                                  : (int)decimals;
    return string_new(cx, text, number_write_fixed(text, value, places));
}

/* Negative `digits`: as many as needed. */
MeshString *mesh_float_to_exp(MeshContext *cx, double value, int64_t digits)
{
    char text[NUMBER_FIXED_BYTES];
    int places = digits < 0 ? -1 : digits > NUMBER_MAX_DECIMALS ? NUMBER_MAX_DECIMALS : (int)digits;
    return string_new(cx, text, number_write_exponent(text, value, places));
}

static bool read_float(const MeshString *text, double *value)
{
    size_t length = (size_t)text->length;
    size_t start = code_point_skip_space(text->bytes, length);
    size_t count = code_point_trim_length(text->bytes + start, length - start);
    return number_read_float(text->bytes + start, count, value);
}

bool mesh_float_can_parse(MeshContext *cx, MeshString *text)
{
    (void)cx;
    double value;
    return read_float(text, &value);
}

double mesh_float_parse(MeshContext *cx, MeshString *text)
{
    (void)cx;
    double value = 0;
    return read_float(text, &value) ? value : 0;
}
