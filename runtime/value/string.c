#include "value/string.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "abi/text_table.h"
#include "base/memory.h"
#include "value/object.h"

enum {
    STRING_WORDS = sizeof(MeshString) / sizeof(MeshWord),
    PROXY_WORDS = sizeof(StringProxy) / sizeof(MeshWord)
};

MeshString *string_empty(void)
{
    /* Never written: its count says so. */
    static const MeshString empty = STRING_STATIC("");
    return (MeshString *)&empty;
}

MeshString *string_share(MeshContext *cx, SharedBytes *shared, const uint8_t *bytes, size_t length)
{
    StringProxy *proxy = heap_alloc(cx, PROXY_WORDS, 0, MESH_TAG_STRING_SHARED);
    proxy->string.length = (int64_t)length;
    proxy->string.bytes = bytes;
    heap_proxy_add(cx, &proxy->proxy, &shared_bytes_kind, shared, length);
    return &proxy->string;
}

SharedBytes *string_shared(const MeshString *string)
{
    return string->head.tag == MESH_TAG_STRING_SHARED ? ((const StringProxy *)string)->proxy.body : NULL;
}

/* `capacity` bytes, of which `length` are the string's. */
static MeshString *alloc_shared(MeshContext *cx, size_t length, size_t capacity, uint8_t **out)
{
    heap_check(cx, capacity);
    StringProxy *proxy = heap_alloc(cx, PROXY_WORDS, 0, MESH_TAG_STRING_SHARED);
    SharedBytes *shared = shared_bytes_new(cx, capacity, length);
    proxy->string.length = (int64_t)length;
    proxy->string.bytes = *out = shared->bytes;
    heap_proxy_add(cx, &proxy->proxy, &shared_bytes_kind, shared, capacity);
    return &proxy->string;
}

MeshString *string_alloc(MeshContext *cx, size_t length, uint8_t **out)
{
    if (length >= STRING_SHARED_BYTES)
        return alloc_shared(cx, length, length, out);
    size_t words = STRING_WORDS + (length + sizeof(MeshWord) - 1) / sizeof(MeshWord);
    MeshString *string = heap_alloc(cx, words, 0, MESH_TAG_STRING);
    string->length = (int64_t)length;
    string->bytes = *out = (uint8_t *)(string + 1);
    return string;
}

/* By words, the last one filled up with zeros: see string_bytes_equal. */
static void write_short(uint8_t *out, const uint8_t *bytes, size_t length)
{
    if (length >= 8) {
        memcpy(out, bytes, 8);
        out += 8;
        bytes += 8;
        length -= 8;
    }
    uint64_t tail = length == 8 ? string_word_at(bytes) : string_tail_at(bytes, length);
    if (length > 0)
        memcpy(out, &tail, 8);
}

MeshString *string_new(MeshContext *cx, const void *bytes, size_t length)
{
    if (length == 0)
        return string_empty();
    uint8_t *out;
    MeshString *string = string_alloc(cx, length, &out);
    if (length <= 16)
        write_short(out, bytes, length);
    else
        memcpy(out, bytes, length);
    return string;
}

MeshString *string_from_text(MeshContext *cx, const char *text)
{
    return string_new(cx, text, strlen(text));
}

MeshString *string_printf(MeshContext *cx, const char *format, ...)
{
    char small[256];
    va_list args, again;
    va_start(args, format);
    va_copy(again, args);
    int length = vsnprintf(small, sizeof small, format, args);
    va_end(args);
    MeshString *string;
    if (length < (int)sizeof small) {
        string = string_new(cx, small, length > 0 ? (size_t)length : 0);
    } else {
        char *text = heap_outside_new(cx, (size_t)length + 1);
        vsnprintf(text, (size_t)length + 1, format, again);
        string = string_new(cx, text, (size_t)length);
        memory_free(text);
    }
    va_end(again);
    return string;
}

MeshString *string_slice(MeshContext *cx, MeshString *string, size_t start, size_t end)
{
    size_t length = end - start;
    if (length == (size_t)string->length) {
        object_dup(cx, string);
        return string;
    }
    SharedBytes *shared = string_shared(string);
    /* A short piece is copied, so that it does not keep a long text alive. */
    if (!shared || length < STRING_SHARED_BYTES)
        return string_new(cx, string->bytes + start, length);
    MeshString *slice = string_share(cx, shared, string->bytes + start, length);
    shared_bytes_retain(shared);
    return slice;
}

int string_compare(const MeshString *a, const MeshString *b)
{
    size_t common = (size_t)(a->length < b->length ? a->length : b->length);
    int order = memcmp(a->bytes, b->bytes, common);
    return order ? order : (a->length > b->length) - (a->length < b->length);
}

int64_t string_find(const MeshString *string, const MeshString *part, size_t from)
{
    size_t length = (size_t)string->length;
    if (from > length)
        return -1;
    const uint8_t *at = memmem(string->bytes + from, length - from, part->bytes, (size_t)part->length);
    return at ? at - string->bytes : -1;
}

int64_t string_find_last(const MeshString *string, const MeshString *part, size_t end)
{
    size_t need = (size_t)part->length;
    size_t length = (size_t)string->length < end ? (size_t)string->length : end;
    if (need > length)
        return -1;
    if (need == 0)
        return (int64_t)length;
    size_t starts = length - need + 1;
    for (;;) {
        const uint8_t *at = memrchr(string->bytes, part->bytes[0], starts);
        if (!at)
            return -1;
        if (memcmp(at, part->bytes, need) == 0)
            return at - string->bytes;
        starts = (size_t)(at - string->bytes);
    }
}

bool mesh_string_equal(MeshContext *cx, MeshString *a, MeshString *b)
{
    (void)cx;
    return string_equal(a, b);
}

/* ---- Tables ---- */

static size_t table_number(const MeshString *table, size_t index)
{
    uint32_t number;
    memcpy(&number, table->bytes + index * MESH_TEXT_TABLE_NUMBER, sizeof number);
    return number;
}

/* Negative, 0 or positive, as the string stands before, at or behind the text `index` of the table. */
static int compare_with_entry(const MeshString *string, const MeshString *table, size_t index)
{
    size_t from = index > 0 ? table_number(table, index) : 0, to = table_number(table, index + 1);
    const uint8_t *texts = table->bytes + (1 + table_number(table, 0)) * MESH_TEXT_TABLE_NUMBER;
    size_t length = (size_t)string->length, other = to - from;
    int order = memcmp(string->bytes, texts + from, length < other ? length : other);
    return order ? order : (length > other) - (length < other);
}

int64_t mesh_string_index(MeshContext *cx, MeshString *string, MeshString *table)
{
    (void)cx;
    size_t from = 0, to = table_number(table, 0);
    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare_with_entry(string, table, middle);
        if (order == 0)
            return (int64_t)middle;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return -1;
}

/* ---- Concatenation ---- */

static void write_parts(uint8_t *out, int64_t count, const MeshWord *parts)
{
    for (int64_t i = 0; i < count; i++) {
        const MeshString *part = (const MeshString *)parts[i];
        memcpy(out, part->bytes, (size_t)part->length);
        out += part->length;
    }
}

/* Writes the other parts behind the first one's bytes, when these are the last of their shared run; NULL when
 * they are not or there is no room. */
static MeshString *extend_first(MeshContext *cx, MeshString *first, size_t total, int64_t count,
                                const MeshWord *rest)
{
    SharedBytes *shared = string_shared(first);
    if (!shared)
        return NULL;
    size_t length = (size_t)first->length;
    size_t end = (size_t)(first->bytes - shared->bytes) + length;
    if (!shared_bytes_claim(shared, end, total - length))
        return NULL;
    write_parts(shared->bytes + end, count, rest);
    MeshString *string = string_share(cx, shared, first->bytes, total);
    shared_bytes_retain(shared);
    return string;
}

/* Who appends to a long text once will do so again: such a text gets room to grow. */
static size_t room_for(const MeshString *first, size_t total)
{
    bool growing = string_shared(first) && (size_t)first->length > total / 2;
    return growing ? total + total / 2 : total;
}

/* The only view of a shared run nobody else has, whose end it is: gets room for `total` bytes. */
static bool make_room(MeshContext *cx, StringProxy *first, size_t total)
{
    SharedBytes *shared = first->proxy.body;
    bool alone = atomic_load_explicit(&shared->owners, memory_order_acquire) == 1;
    if (!alone || first->string.bytes != shared->bytes)
        return false;
    size_t capacity = total + total / 2;
    if (capacity > shared->capacity) {
        heap_check(cx, capacity - shared->capacity);
        first->proxy.body = shared = shared_bytes_resize(cx, shared, capacity);
        first->string.bytes = shared->bytes;
        heap_proxy_recharge(cx, &first->proxy, capacity);
    }
    atomic_store_explicit(&shared->used, (size_t)first->string.length, memory_order_relaxed);
    return true;
}

/* Writes behind a text with one owner, in the run it has or in a longer one. */
static bool grow_in_place(MeshContext *cx, MeshString *first, size_t total, int64_t count, const MeshWord *rest)
{
    SharedBytes *shared = string_shared(first);
    if (!shared || !object_unique(first))
        return false;
    size_t length = (size_t)first->length;
    size_t end = (size_t)(first->bytes - shared->bytes) + length;
    if (!shared_bytes_claim(shared, end, total - length) &&
        (!make_room(cx, (StringProxy *)first, total) ||
         !shared_bytes_claim(string_shared(first), length, total - length)))
        return false;
    write_parts((uint8_t *)(uintptr_t)first->bytes + length, count, rest);
    first->length = (int64_t)total;
    return true;
}

/* Takes the first. */
MeshString *mesh_string_extend(MeshContext *cx, MeshString *first, int64_t count, MeshWord *rest)
{
    size_t total = (size_t)first->length;
    for (int64_t i = 0; i < count; i++)
        total += (size_t)((MeshString *)rest[i])->length;
    if (total == (size_t)first->length || grow_in_place(cx, first, total, count, rest))
        return first;
    enum { MOST = 16 };
    MeshWord parts[MOST + 1] = {(MeshWord)first};
    MeshString *string = first;
    do {
        int64_t some = count < MOST ? count : MOST;
        parts[0] = (MeshWord)string;
        memcpy(parts + 1, rest, (size_t)some * sizeof *rest);
        MeshString *longer = mesh_string_concat(cx, some + 1, parts);
        object_drop(cx, string);
        string = longer;
        rest += some;
        count -= some;
    } while (count > 0);
    return string;
}

MeshString *mesh_string_concat(MeshContext *cx, int64_t count, MeshWord *parts)
{
    size_t total = 0;
    int64_t filled = 0;
    MeshString *last = string_empty();
    for (int64_t i = 0; i < count; i++) {
        MeshString *part = (MeshString *)parts[i];
        total += (size_t)part->length; /* no overflow: the parts are in memory, a count of 2^31 is not */
        if (part->length == 0)
            continue;
        filled++;
        last = part;
    }
    if (filled <= 1) {
        object_dup(cx, last);
        return last;
    }
    uint8_t *out;
    MeshString *string;
    if (total < STRING_SHARED_BYTES) {
        string = string_alloc(cx, total, &out);
    } else {
        MeshString *first = (MeshString *)parts[0];
        string = extend_first(cx, first, total, count - 1, parts + 1);
        if (string)
            return string;
        string = alloc_shared(cx, total, room_for(first, total), &out);
    }
    write_parts(out, count, parts);
    return string;
}
