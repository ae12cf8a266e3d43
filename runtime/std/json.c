/* Bodies of the externs of std/json.mpl: JSON text to values and back.
 *
 * A Json value is the sum type of std/json.mpl. Null is an immediate, every other variant a cell
 * whose tag is its index, with one field. */
#include <string.h>

#include "base/number.h"
#include "heap/heap.h"
#include "std_externs.h"
#include "value/builder.h"
#include "value/list.h"
#include "value/map.h"
#include "value/object.h"
#include "value/string.h"
#include "wire/json.h"

static const MeshTypeInfo string_type = {
    .name = "String", .kind = MESH_KIND_REF, .known = MESH_TYPE_STRING};
static const MeshTypeInfo json_type = {.name = "Json", .kind = MESH_KIND_REF};

static MeshWord cell(MeshContext *cx, int variant, MeshWord field, bool is_ref)
{
    MeshObject *object = heap_alloc(cx, 2, is_ref, (uint16_t)variant);
    MESH_FIELDS(object)[0] = field;
    return (MeshWord)object;
}

/* Both truth values exist once, as static data. */
static MeshWord bool_value(bool value)
{
    static const struct {
        MeshObject head;
        MeshWord field;
    } cells[2] = {{{MESH_STATIC_COUNT, 0, 0, MESH_JSON_JSON_BOOL}, 0},
                  {{MESH_STATIC_COUNT, 0, 0, MESH_JSON_JSON_BOOL}, 1}};
    return (MeshWord)&cells[value];
}

static MeshWord float_word(double value)
{
    MeshWord word;
    memcpy(&word, &value, sizeof word);
    return word;
}

/* ---- Reading ---- */

/* An open array or object and, in an object, the key whose value comes next. */
typedef struct Frame {
    MeshWord container;
    MeshString *key;
    bool is_object;
} Frame;

/* Everything built so far is reachable from the frames and owned by them. */
typedef struct TreeBuilder {
    MeshContext *cx;
    JsonReader reader;
    MeshWord result; /* 0 until the outermost value is complete */
    Frame frames[JSON_MAX_DEPTH];
} TreeBuilder;

static MeshString *read_text(TreeBuilder *b)
{
    JsonReader *r = &b->reader;
    if (!r->has_escapes)
        return string_new(b->cx, r->text, r->text_length);
    uint8_t *out;
    MeshString *string = string_alloc(b->cx, r->decoded_length, &out);
    json_decode(r, out);
    return string;
}

/* Puts a finished value, which it takes, where it belongs: `depth` brackets are open. */
static void place(TreeBuilder *b, int depth, MeshWord value)
{
    if (depth == 0) {
        b->result = value;
        return;
    }
    Frame *frame = &b->frames[depth - 1];
    if (frame->is_object) {
        frame->container =
            (MeshWord)map_put(b->cx, &string_type, &json_type, (MeshMap *)frame->container,
                              (MeshWord)frame->key, value);
        frame->key = NULL;
    } else {
        frame->container =
            (MeshWord)list_push(b->cx, MESH_KIND_REF, (MeshList *)frame->container, value);
    }
}

static void open_frame(TreeBuilder *b, bool is_object)
{
    MeshWord empty = is_object ? (MeshWord)map_empty() : (MeshWord)list_empty();
    b->frames[b->reader.depth - 1] = (Frame){empty, NULL, is_object};
}

/* Acts on one token. False at the end and after an error. */
static bool take_token(TreeBuilder *b, JsonToken token)
{
    JsonReader *r = &b->reader;
    switch (token) {
    case JSON_NULL:
        place(b, r->depth, MESH_NULLARY(MESH_JSON_JSON_NULL));
        return true;
    case JSON_FALSE:
        place(b, r->depth, bool_value(false));
        return true;
    case JSON_TRUE:
        place(b, r->depth, bool_value(true));
        return true;
    case JSON_INT:
        place(b, r->depth, cell(b->cx, MESH_JSON_JSON_INT, (MeshWord)r->integer, false));
        return true;
    case JSON_FLOAT:
        place(b, r->depth, cell(b->cx, MESH_JSON_JSON_FLOAT, float_word(r->number), false));
        return true;
    case JSON_STRING:
        place(b, r->depth, cell(b->cx, MESH_JSON_JSON_STR, (MeshWord)read_text(b), true));
        return true;
    case JSON_KEY:
        b->frames[r->depth - 1].key = read_text(b);
        return true;
    case JSON_ARRAY:
    case JSON_OBJECT:
        open_frame(b, token == JSON_OBJECT);
        return true;
    case JSON_ARRAY_END:
    case JSON_OBJECT_END: {
        int variant = token == JSON_OBJECT_END ? MESH_JSON_JSON_OBJECT : MESH_JSON_JSON_ARRAY;
        MeshWord container = b->frames[r->depth].container;
        place(b, r->depth, cell(b->cx, variant, container, true));
        return true;
    }
    case JSON_END:
    case JSON_ERROR:
        return false;
    }
    return false;
}

static void drop_frames(TreeBuilder *b)
{
    for (int i = 0; i < b->reader.depth; i++) {
        object_drop(b->cx, (void *)b->frames[i].container);
        if (b->frames[i].key)
            object_drop(b->cx, b->frames[i].key);
    }
    mesh_drop(b->cx, b->result);
}

/* The reader refuses a bracket before it counts it, so every level up to its depth has a frame. */
MeshList *mesh_json_parse(MeshContext *cx, MeshString *text, bool lenient, int64_t depth)
{
    TreeBuilder b;
    b.cx = cx;
    b.result = 0;
    int limit = depth < 0 ? 0 : depth > JSON_MAX_DEPTH ? JSON_MAX_DEPTH : (int)depth;
    json_reader_init(&b.reader, text->bytes, (size_t)text->length, limit, lenient);
    while (take_token(&b, json_next(&b.reader)))
        ;
    if (b.reader.error) {
        drop_frames(&b);
        return list_empty();
    }
    MeshList *list = list_new(cx, MESH_KIND_REF, 1);
    return list_push(cx, MESH_KIND_REF, list, b.result);
}

/* Reads again without building anything; gives the reader at its error, or at the end. */
static void read_through(MeshString *text, bool lenient, int64_t depth, JsonReader *r)
{
    int limit = depth < 0 ? 0 : depth > JSON_MAX_DEPTH ? JSON_MAX_DEPTH : (int)depth;
    json_reader_init(r, text->bytes, (size_t)text->length, limit, lenient);
    JsonToken token;
    do
        token = json_next(r);
    while (token != JSON_END && token != JSON_ERROR);
}

MeshString *mesh_json_error_text(MeshContext *cx, MeshString *text, bool lenient, int64_t depth)
{
    JsonReader r;
    char message[JSON_ERROR_BYTES];
    read_through(text, lenient, depth, &r);
    if (!r.error)
        return string_empty();
    return string_new(cx, message, json_error_text(&r, message));
}

/* ---- Writing ---- */

static void write_string(MeshContext *cx, Builder *out, const MeshString *string)
{
    size_t size = json_quoted_size(string->bytes, (size_t)string->length);
    json_quote(string->bytes, (size_t)string->length, builder_room(cx, out, size));
    builder_wrote(out, size);
}

static void write_int(MeshContext *cx, Builder *out, int64_t value)
{
    uint8_t *room = builder_room(cx, out, NUMBER_INT_BYTES);
    builder_wrote(out, number_write_int((char *)room, value));
}

static void write_float(MeshContext *cx, Builder *out, MeshWord word)
{
    double value;
    memcpy(&value, &word, sizeof value);
    uint8_t *room = builder_room(cx, out, NUMBER_FLOAT_BYTES);
    builder_wrote(out, number_write_json_float((char *)room, value));
}

/* A container that is being written and how far. Levels lie in one growing object of raw words on
 * the heap, so depth costs no stack and a crash leaves nothing behind. */
typedef struct Level {
    MeshObject *value;
    int64_t position; /* the next index of an array, the last slot of an object */
} Level;

typedef struct Writer {
    MeshContext *cx;
    Builder *out;
    MeshObject *store; /* holds `levels` when they are too many for `near` */
    Level *levels;
    size_t depth, room;
    Level near[16];
} Writer;

static void push_level(Writer *w, MeshObject *value)
{
    if (w->depth == w->room) {
        size_t words =
            sizeof(MeshObject) / sizeof(MeshWord) + w->room * 2 * sizeof(Level) / sizeof(MeshWord);
        MeshObject *store = heap_alloc(w->cx, words, 0, 0);
        memcpy(MESH_FIELDS(store), w->levels, w->depth * sizeof(Level));
        if (w->store)
            heap_free(w->cx, w->store);
        w->store = store;
        w->levels = (Level *)MESH_FIELDS(store);
        w->room *= 2;
    }
    w->levels[w->depth++] = (Level){value, value->tag == MESH_JSON_JSON_ARRAY ? 0 : -1};
    builder_add_byte(w->cx, w->out, value->tag == MESH_JSON_JSON_ARRAY ? '[' : '{');
}

static void write_value(Writer *w, MeshWord value)
{
    if (!MESH_IS_POINTER(value)) {
        builder_add(w->cx, w->out, "null", 4);
        return;
    }
    MeshObject *object = (MeshObject *)value;
    MeshWord field = MESH_FIELDS(object)[0];
    switch (object->tag) {
    case MESH_JSON_JSON_NULL:
        break;
    case MESH_JSON_JSON_BOOL:
        builder_add(w->cx, w->out, field ? "true" : "false", field ? 4 : 5);
        break;
    case MESH_JSON_JSON_INT:
        write_int(w->cx, w->out, (int64_t)field);
        break;
    case MESH_JSON_JSON_FLOAT:
        write_float(w->cx, w->out, field);
        break;
    case MESH_JSON_JSON_STR:
        write_string(w->cx, w->out, (MeshString *)field);
        break;
    case MESH_JSON_JSON_ARRAY:
    case MESH_JSON_JSON_OBJECT:
        push_level(w, object);
        break;
    }
}

static void next_item(Writer *w, Level *level)
{
    const MeshList *list = (const MeshList *)MESH_FIELDS(level->value)[0];
    if (level->position == list->length) {
        builder_add_byte(w->cx, w->out, ']');
        w->depth--;
        return;
    }
    if (level->position > 0)
        builder_add_byte(w->cx, w->out, ',');
    write_value(w, list->items[level->position++]);
}

static void next_member(Writer *w, Level *level)
{
    const MeshMap *map = (const MeshMap *)MESH_FIELDS(level->value)[0];
    int64_t slot = map_next(map, level->position);
    if (slot < 0) {
        builder_add_byte(w->cx, w->out, '}');
        w->depth--;
        return;
    }
    if (level->position >= 0)
        builder_add_byte(w->cx, w->out, ',');
    level->position = slot;
    write_string(w->cx, w->out, (const MeshString *)map->entries[slot].key);
    builder_add_byte(w->cx, w->out, ':');
    write_value(w, map->entries[slot].value);
}

MeshString *mesh_json_encode(MeshContext *cx, MeshWord value)
{
    Writer w = {.cx = cx, .room = 16};
    w.out = builder_new(cx, 256);
    w.levels = w.near;
    write_value(&w, value);
    while (w.depth > 0) {
        Level *level = &w.levels[w.depth - 1];
        if (level->value->tag == MESH_JSON_JSON_ARRAY)
            next_item(&w, level);
        else
            next_member(&w, level);
    }
    if (w.store)
        heap_free(cx, w.store);
    return builder_finish(cx, w.out);
}

MeshString *mesh_json_quote(MeshContext *cx, MeshString *string)
{
    uint8_t *out;
    size_t size = json_quoted_size(string->bytes, (size_t)string->length);
    MeshString *quoted = string_alloc(cx, size, &out);
    json_quote(string->bytes, (size_t)string->length, out);
    return quoted;
}
