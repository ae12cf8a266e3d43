#include "value/builder.h"

#include <string.h>

#include "value/object.h"

enum { BUILDER_WORDS = sizeof(Builder) / sizeof(MeshWord), MIN_CAPACITY = 64 };

Builder *builder_new(MeshContext *cx, size_t capacity)
{
    if (capacity < MIN_CAPACITY)
        capacity = MIN_CAPACITY;
    heap_check(cx, capacity);
    Builder *builder = heap_alloc(cx, BUILDER_WORDS, 0, MESH_TAG_BUILDER);
    builder->length = 0;
    heap_proxy_add(cx, &builder->proxy, &shared_bytes_kind, shared_bytes_new(cx, capacity, 0),
                   capacity);
    return builder;
}

Builder *builder_own(MeshContext *cx, Builder *builder)
{
    if (object_unique(builder))
        return builder;
    size_t length = (size_t)builder->length;
    Builder *copy = builder_new(cx, length);
    builder_add(cx, copy, builder_bytes(builder), length);
    object_drop(cx, builder);
    return copy;
}

static void grow(MeshContext *cx, Builder *builder, size_t need)
{
    SharedBytes *shared = builder->proxy.body;
    size_t capacity = shared->capacity * 2;
    if (capacity < need)
        capacity = need;
    heap_check(cx, capacity - shared->capacity);
    builder->proxy.body = shared_bytes_resize(cx, shared, capacity);
    heap_proxy_recharge(cx, &builder->proxy, capacity);
}

uint8_t *builder_room(MeshContext *cx, Builder *builder, size_t count)
{
    size_t length = (size_t)builder->length;
    if (((SharedBytes *)builder->proxy.body)->capacity - length < count)
        grow(cx, builder, length + count);
    return ((SharedBytes *)builder->proxy.body)->bytes + length;
}

void builder_wrote(Builder *builder, size_t count)
{
    builder->length += (int64_t)count;
}

void builder_add(MeshContext *cx, Builder *builder, const void *bytes, size_t count)
{
    memcpy(builder_room(cx, builder, count), bytes, count);
    builder->length += (int64_t)count;
}

void builder_add_byte(MeshContext *cx, Builder *builder, uint8_t byte)
{
    *builder_room(cx, builder, 1) = byte;
    builder->length++;
}

MeshString *builder_finish(MeshContext *cx, Builder *builder)
{
    size_t length = (size_t)builder->length;
    if (length < STRING_SHARED_BYTES || !object_unique(builder)) {
        MeshString *copy = string_new(cx, builder_bytes(builder), length);
        object_drop(cx, builder);
        return copy;
    }
    SharedBytes *shared = builder->proxy.body;
    /* Give back the unused half; a little room is left to those who append to the result. */
    if (shared->capacity / 2 > length)
        builder->proxy.body = shared = shared_bytes_resize(cx, shared, length);
    atomic_store_explicit(&shared->used, length, memory_order_relaxed);
    MeshString *string = string_share(cx, shared, shared->bytes, length);
    shared_bytes_retain(shared);
    object_drop(cx, builder);
    return string;
}
