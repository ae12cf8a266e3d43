/* builder.h - a growing run of bytes that becomes a string in the end without being copied.
 *
 * The bytes lie outside the heap. A builder with one owner grows in place; C code that fills one
 * obtains room, writes, and says how much it wrote. */
#ifndef RT_VALUE_BUILDER_H
#define RT_VALUE_BUILDER_H

#include "value/shared_bytes.h"
#include "value/string.h"

typedef struct Builder {
    MeshObject head;
    int64_t length;
    HeapProxy proxy; /* of SharedBytes, owned by this builder alone */
} Builder;

Builder *builder_new(MeshContext *cx, size_t capacity); /* empty, one owner */

/* Takes the builder; the result has one owner, so it may be written. */
Builder *builder_own(MeshContext *cx, Builder *builder);

/* Where the next `count` bytes go. The pointer is good until the next call that may grow. */
uint8_t *builder_room(MeshContext *cx, Builder *builder, size_t count);
void builder_wrote(Builder *builder, size_t count);

/* To a builder with one owner; copied. */
void builder_add(MeshContext *cx, Builder *builder, const void *bytes, size_t count);
void builder_add_byte(MeshContext *cx, Builder *builder, uint8_t byte); /* likewise */

/* Takes the builder. */
MeshString *builder_finish(MeshContext *cx, Builder *builder);

/* Until the next change. */
static inline const uint8_t *builder_bytes(const Builder *builder)
{
    return ((const SharedBytes *)builder->proxy.body)->bytes;
}

#endif
