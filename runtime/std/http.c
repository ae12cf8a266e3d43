/* Bodies of the externs of std/http.mpl and std/request.mpl.
 *
 * Listeners and connections are numbers to Mesh code; only std/ sees them, and a connection only in
 * the actor that adopted it. A request's fields travel as one block of lines, exactly as received,
 * and are searched when somebody asks: most handlers look at few of them. */
#include <string.h>

#include "std_externs.h"

#include "base/memory.h"
#include "base/utf8.h"
#include "net/http_connection.h"
#include "value/builder.h"
#include "value/list.h"
#include "value/object.h"
#include "value/string.h"
#include "wire/http_text.h"

static HttpConnection *connection_of(int64_t number)
{
    return (HttpConnection *)(uintptr_t)number;
}

/* ---- Serving ---- */

int64_t mesh_http_listen(MeshContext *cx, int64_t port)
{
    return (int64_t)(uintptr_t)listener_open(cx, "HTTP server", port, NULL, NULL);
}

int64_t mesh_http_listen_tls(MeshContext *cx, int64_t port, MeshString *certificate,
                             MeshString *key)
{
    return (int64_t)(uintptr_t)listener_open(cx, "HTTPS server", port, certificate, key);
}

void mesh_http_limit_body(MeshContext *cx, int64_t listener, int64_t bytes)
{
    (void)cx;
    listener_limit_body((Listener *)(uintptr_t)listener, bytes < 0 ? 0 : (size_t)bytes);
}

int64_t mesh_http_accept(MeshContext *cx, int64_t listener)
{
    Accepted accepted;
    Listener *from = (Listener *)(uintptr_t)listener;
    listener_accept(cx, from, &accepted);
    return (int64_t)(uintptr_t)http_connection_new(from, &accepted);
}

void mesh_http_adopt(MeshContext *cx, int64_t connection)
{
    http_connection_adopt(cx, connection_of(connection));
}

bool mesh_http_next(MeshContext *cx, int64_t connection)
{
    return http_connection_next(cx, connection_of(connection));
}

/* ---- The request ---- */

/* Bytes from outside as a String: what is not UTF-8 reads U+FFFD. */
static MeshString *text_of(MeshContext *cx, const uint8_t *bytes, size_t length)
{
    if (length == 0)
        return string_empty();
    if (utf8_valid(bytes, length))
        return string_new(cx, bytes, length);
    uint8_t *out;
    size_t size = utf8_replaced_size(bytes, length);
    MeshString *string = string_alloc(cx, size, &out);
    utf8_replace(bytes, length, out);
    return string;
}

static MeshString *slice_text(MeshContext *cx, const HttpConnection *c, Http1Slice slice)
{
    return string_new(cx, http_connection_bytes(c) + slice.at, slice.length);
}

MeshString *mesh_http_method(MeshContext *cx, int64_t connection)
{
    static MeshString get = STRING_STATIC("GET"), post = STRING_STATIC("POST");
    const HttpConnection *c = connection_of(connection);
    const Http1Request *r = http_connection_request(c);
    if (r->method == HTTP_METHOD_GET)
        return &get;
    if (r->method == HTTP_METHOD_POST)
        return &post;
    return slice_text(cx, c, r->method_text);
}

MeshString *mesh_http_path(MeshContext *cx, int64_t connection)
{
    static MeshString root = STRING_STATIC("/");
    const HttpConnection *c = connection_of(connection);
    Http1Slice path = http_connection_request(c)->path;
    return path.length <= 1 ? &root : slice_text(cx, c, path);
}

MeshString *mesh_http_query(MeshContext *cx, int64_t connection)
{
    const HttpConnection *c = connection_of(connection);
    Http1Slice query = http_connection_request(c)->query;
    return query.length == 0 ? string_empty() : slice_text(cx, c, query);
}

MeshString *mesh_http_body(MeshContext *cx, int64_t connection)
{
    const HttpConnection *c = connection_of(connection);
    const Http1Request *r = http_connection_request(c);
    if (r->body_length == 0)
        return string_empty();
    return string_new(cx, http_connection_bytes(c) + r->body_at, r->body_length);
}

MeshString *mesh_http_head(MeshContext *cx, int64_t connection)
{
    const HttpConnection *c = connection_of(connection);
    const Http1Request *r = http_connection_request(c);
    if (r->field_count == 0)
        return string_empty();
    size_t from = r->fields[0].name.at, end = r->body_at - 2; /* before the blank line */
    return string_new(cx, http_connection_bytes(c) + from, end - from);
}

MeshString *mesh_http_remote(MeshContext *cx, int64_t connection)
{
    return string_from_text(cx, connection_of(connection)->remote);
}

/* ---- The answer ---- */

enum { NEAR_FIELDS = 16 };

static void read_fields(const MeshList *flat, HttpField *fields, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        const MeshString *name = (const MeshString *)flat->items[2 * i];
        const MeshString *value = (const MeshString *)flat->items[2 * i + 1];
        fields[i] =
            (HttpField){name->bytes, value->bytes, (size_t)name->length, (size_t)value->length};
    }
}

bool mesh_http_respond(MeshContext *cx, int64_t connection, int64_t status, MeshString *body,
                       MeshList *headers)
{
    HttpField near[NEAR_FIELDS], *fields = near;
    size_t count = (size_t)headers->length / 2;
    MeshObject *store = NULL;
    if (count > NEAR_FIELDS) {
        /* On the heap, as raw words: an actor that ends while it waits leaves nothing behind. */
        store = heap_alloc(cx, 1 + count * sizeof(HttpField) / sizeof(MeshWord), 0, 0);
        fields = (HttpField *)MESH_FIELDS(store);
    }
    read_fields(headers, fields, count);
    HttpAnswer answer = {status, body->bytes, (size_t)body->length, fields, count};
    bool open = http_connection_respond(cx, connection_of(connection), &answer);
    if (store)
        heap_free(cx, store);
    return open;
}

/* ---- Fields as a block of lines ---- */

typedef struct FieldLine {
    const uint8_t *name, *value;
    size_t name_length, value_length;
} FieldLine;

/* The field at *at, which moves behind its line. False at the end. */
static bool next_field(const MeshString *block, size_t *at, FieldLine *field)
{
    size_t length = (size_t)block->length;
    while (*at < length) {
        const uint8_t *line = block->bytes + *at;
        const uint8_t *end = memchr(line, '\n', length - *at);
        size_t size = end ? (size_t)(end - line) : length - *at;
        *at += size + (end ? 1 : 0);
        if (size > 0 && line[size - 1] == '\r')
            size--;
        const uint8_t *colon = size > 0 ? memchr(line, ':', size) : NULL;
        if (!colon)
            continue;
        field->name = line;
        field->name_length = (size_t)(colon - line);
        field->value = colon + 1;
        field->value_length = size - field->name_length - 1;
        http_trim(&field->value, &field->value_length);
        return true;
    }
    return false;
}

static bool same_field(const FieldLine *field, const uint8_t *name, size_t length)
{
    return http_same_names(field->name, field->name_length, name, length);
}

/* Several fields of one name count as one: cookies are joined by `; `, all others by `, `. */
static MeshString *joined_value(MeshContext *cx, const MeshString *block, const FieldLine *first,
                                size_t at)
{
    FieldLine field;
    Builder *joined = NULL;
    bool cookie = http_same_name(first->name, first->name_length, "cookie");
    while (next_field(block, &at, &field)) {
        if (!same_field(&field, first->name, first->name_length))
            continue;
        if (!joined) {
            joined = builder_new(cx, first->value_length + field.value_length + 2);
            builder_add(cx, joined, first->value, first->value_length);
        }
        builder_add(cx, joined, cookie ? "; " : ", ", 2);
        builder_add(cx, joined, field.value, field.value_length);
    }
    if (!joined)
        return text_of(cx, first->value, first->value_length);
    MeshString *text = text_of(cx, builder_bytes(joined), (size_t)joined->length);
    object_drop(cx, joined);
    return text;
}

/* Takes the string. */
static MeshList *push_string(MeshContext *cx, MeshList *list, MeshString *string)
{
    return list_push(cx, MESH_KIND_REF, list, (MeshWord)string);
}

MeshList *mesh_http_find_header(MeshContext *cx, MeshString *block, MeshString *name)
{
    FieldLine field;
    size_t at = 0;
    while (next_field(block, &at, &field))
        if (same_field(&field, name->bytes, (size_t)name->length))
            return push_string(cx, list_new(cx, MESH_KIND_REF, 1),
                               joined_value(cx, block, &field, at));
    return list_empty();
}

static MeshString *lower_name(MeshContext *cx, const FieldLine *field)
{
    uint8_t *out;
    MeshString *name = string_alloc(cx, field->name_length, &out);
    for (size_t i = 0; i < field->name_length; i++) {
        uint8_t byte = field->name[i];
        out[i] = byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
    }
    return name;
}

static bool seen_before(const MeshString *block, const FieldLine *field)
{
    FieldLine earlier;
    size_t at = 0;
    while (next_field(block, &at, &earlier) && earlier.name != field->name)
        if (same_field(&earlier, field->name, field->name_length))
            return true;
    return false;
}

/* A head has at most a hundred fields, so comparing each with those before it is cheap enough. */
MeshList *mesh_http_header_list(MeshContext *cx, MeshString *block)
{
    FieldLine field;
    size_t at = 0;
    MeshList *list = list_new(cx, MESH_KIND_REF, 16);
    while (next_field(block, &at, &field)) {
        if (seen_before(block, &field))
            continue;
        list = push_string(cx, list, lower_name(cx, &field));
        list = push_string(cx, list, joined_value(cx, block, &field, at));
    }
    return list;
}

/* ---- Percent-encoding ---- */

static int hex_digit(uint8_t byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* Decodes in place of `out`, which has room for `length`; a broken `%` stays as it is. */
static size_t decode_percent(const uint8_t *bytes, size_t length, bool plus_is_blank, uint8_t *out)
{
    size_t size = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t byte = bytes[i];
        if (byte == '%' && length - i > 2 && hex_digit(bytes[i + 1]) >= 0 &&
            hex_digit(bytes[i + 2]) >= 0) {
            byte = (uint8_t)(hex_digit(bytes[i + 1]) << 4 | hex_digit(bytes[i + 2]));
            i += 2;
        } else if (byte == '+' && plus_is_blank) {
            byte = ' ';
        }
        out[size++] = byte;
    }
    return size;
}

static MeshString *decoded_text(MeshContext *cx, const uint8_t *bytes, size_t length,
                                bool plus_is_blank)
{
    if (length == 0)
        return string_empty();
    bool plain = !memchr(bytes, '%', length) && !(plus_is_blank && memchr(bytes, '+', length));
    if (plain)
        return text_of(cx, bytes, length);
    Builder *builder = builder_new(cx, length);
    size_t size = decode_percent(bytes, length, plus_is_blank, builder_room(cx, builder, length));
    MeshString *text = text_of(cx, builder_bytes(builder), size);
    object_drop(cx, builder);
    return text;
}

MeshString *mesh_http_decode_percent(MeshContext *cx, MeshString *text)
{
    return decoded_text(cx, text->bytes, (size_t)text->length, false);
}

/* Every value of the parameter, in order. */
MeshList *mesh_http_find_query(MeshContext *cx, MeshString *query, MeshString *name)
{
    MeshList *found = list_empty();
    const uint8_t *at = query->bytes, *end = at + query->length;
    while (at < end) {
        const uint8_t *pair_end = memchr(at, '&', (size_t)(end - at));
        if (!pair_end)
            pair_end = end;
        const uint8_t *equals = pair_end > at ? memchr(at, '=', (size_t)(pair_end - at)) : NULL;
        const uint8_t *key_end = equals ? equals : pair_end;
        MeshString *key = decoded_text(cx, at, (size_t)(key_end - at), true);
        if (pair_end > at && string_equal(key, name)) {
            const uint8_t *value = equals ? equals + 1 : pair_end;
            found =
                push_string(cx, found, decoded_text(cx, value, (size_t)(pair_end - value), true));
        }
        object_drop(cx, key);
        at = pair_end + 1;
    }
    return found;
}
