/* Bodies of std/string_builder.mpl: text put together piece by piece. */
#include "std_externs.h"

#include "base/number.h"
#include "base/utf8.h"
#include "value/builder.h"

Builder *mesh_builder_new(MeshContext *cx)
{
    return builder_new(cx, 0);
}

/* Takes the builder. */
Builder *mesh_builder_add(MeshContext *cx, Builder *builder, MeshString *text)
{
    builder = builder_own(cx, builder);
    builder_add(cx, builder, text->bytes, (size_t)text->length);
    return builder;
}

/* Takes the builder. What is no code point becomes U+FFFD. */
Builder *mesh_builder_add_char(MeshContext *cx, Builder *builder, int64_t code_point)
{
    bool good =
        code_point >= 0 && code_point <= 0x10FFFF && (code_point < 0xD800 || code_point > 0xDFFF);
    builder = builder_own(cx, builder);
    builder_wrote(builder,
                  utf8_encode(good ? (uint32_t)code_point : 0xFFFD, builder_room(cx, builder, 4)));
    return builder;
}

/* Takes the builder. */
Builder *mesh_builder_add_int(MeshContext *cx, Builder *builder, int64_t value)
{
    char text[NUMBER_INT_BYTES];
    builder = builder_own(cx, builder);
    builder_add(cx, builder, text, number_write_int(text, value));
    return builder;
}

/* Takes the builder. */
Builder *mesh_builder_add_float(MeshContext *cx, Builder *builder, double value)
{
    char text[NUMBER_FLOAT_BYTES];
    builder = builder_own(cx, builder);
    builder_add(cx, builder, text, number_write_float(text, value));
    return builder;
}

int64_t mesh_builder_length(MeshContext *cx, Builder *builder)
{
    (void)cx;
    return builder->length;
}

/* Takes the builder. */
MeshString *mesh_builder_build(MeshContext *cx, Builder *builder)
{
    return builder_finish(cx, builder);
}
