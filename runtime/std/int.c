/* Bodies of std/int.mpl. C says "not a number" in a second function, as the result has no room for
 * it. */
#include "std_externs.h"

#include "base/code_point.h"
#include "base/number.h"
#include "base/panic.h"
#include "value/string.h"

static void check_base(MeshContext *cx, const char *function, int64_t base)
{
    if (base < 2 || base > 36)
        mesh_panic_c(cx, "Int.%s: base %lld is not in 2..36", function, (long long)base);
}

MeshString *mesh_int_to_string(MeshContext *cx, int64_t value)
{
    char text[NUMBER_INT_BYTES];
    return string_new(cx, text, number_write_int(text, value));
}

MeshString *mesh_int_format(MeshContext *cx, int64_t value, int64_t base)
{
    check_base(cx, "to_string", base);
    char text[NUMBER_INT_BYTES];
    return string_new(cx, text, number_write_int_base(text, value, (int)base));
}

/* White space around the digits is fine. */
static bool read_int(MeshContext *cx, const MeshString *text, int64_t base, int64_t *value)
{
    check_base(cx, "parse", base);
    size_t length = (size_t)text->length;
    size_t start = code_point_skip_space(text->bytes, length);
    size_t count = code_point_trim_length(text->bytes + start, length - start);
    return number_read_int(text->bytes + start, count, (int)base, value);
}

bool mesh_int_can_parse(MeshContext *cx, MeshString *text, int64_t base)
{
    int64_t value;
    return read_int(cx, text, base, &value);
}

int64_t mesh_int_parse(MeshContext *cx, MeshString *text, int64_t base)
{
    int64_t value = 0;
    return read_int(cx, text, base, &value) ? value : 0;
}
