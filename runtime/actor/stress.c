#include "actor/stress.h"

#include "actor/actor.h"

#include "base/log.h"
#include "base/memory.h"
#include "value/object.h"

#include <stdlib.h>
#include <string.h>

/* ---- Settings
 * ---------------------------------------------------------------------------------------- */

static bool parse_word(Stress *stress, const char *word, size_t length)
{
    static const char alloc[] = "alloc:";
    if (length == 4 && memcmp(word, "heap", 4) == 0) {
        stress->heap = true;
        return true;
    }
    if (length == 5 && memcmp(word, "yield", 5) == 0) {
        stress->yield = true;
        return true;
    }
    if (length > sizeof alloc - 1 && memcmp(word, alloc, sizeof alloc - 1) == 0) {
        char *end;
        long long count = strtoll(word + sizeof alloc - 1, &end, 10);
        atomic_store(&stress->allocations_left, count);
        return count > 0 && end == word + length;
    }
    return false;
}

bool stress_parse(Stress *stress, const char *text)
{
    while (text && *text) {
        size_t length = strcspn(text, ",");
        if (!parse_word(stress, text, length))
            return false;
        text += length + (text[length] == ',');
    }
    return true;
}

/* ---- Counts against references
 * ----------------------------------------------------------------------- */

typedef struct HeapTrace {
    Actor *actor;
    WordMap owners;    /* object, or address of a segment + 1 -> references found to it */
    MeshObject **todo; /* found, but not looked into */
    size_t count, room;
} HeapTrace;

static _Noreturn void give_up(const HeapTrace *trace)
{
    log_line("actor <0.%llu> (%s): its heap is damaged (MESH_STRESS=heap)",
             (unsigned long long)trace->actor->pid, trace->actor->name ? trace->actor->name : "-");
    abort();
}

/* Nothing in it leads out of it. */
static void found_segment(HeapTrace *trace, const Segment *segment)
{
    uint64_t owners = 0;
    word_map_get(&trace->owners, (MeshWord)segment + 1, &owners);
    word_map_put(&trace->owners, (MeshWord)segment + 1, owners + 1);
}

static void found(HeapTrace *trace, MeshWord word)
{
    uint64_t owners = 0;
    if (!MESH_IS_POINTER(word))
        return;
    if (is_frozen((MeshObject *)word)) {
        found_segment(trace, segment_of((MeshObject *)word));
        return;
    }
    /* Static objects are nobody's, and a count that once overflowed is not exact any more. */
    if (((MeshObject *)word)->count < 0)
        return;
    bool known = word_map_get(&trace->owners, word, &owners);
    word_map_put(&trace->owners, word, owners + 1);
    if (known)
        return;
    if (trace->count == trace->room) {
        trace->room = trace->room ? trace->room * 2 : 64;
        trace->todo = memory_resize(trace->todo, trace->room * sizeof *trace->todo);
    }
    trace->todo[trace->count++] = (MeshObject *)word;
}

static void look_into(HeapTrace *trace)
{
    while (trace->count > 0) {
        RefSpan span = object_refs(trace->todo[--trace->count]);
        for (size_t i = 0; i < span.count; i++)
            found(trace, span.at[i * span.stride]);
    }
}

static void find_roots(HeapTrace *trace)
{
    Actor *actor = trace->actor;
    if (actor->terminate)
        found(trace, (MeshWord)actor->terminate);
    if (actor->has_state && actor_state_kind(actor) == MESH_KIND_REF)
        found(trace, actor->state);
    const HeapMore *more = actor->heap.heap.more;
    if (more && more->sent) {
        found(trace, (MeshWord)more->sent);
        found(trace, (MeshWord)more->sent_as);
    }
    for (Message *message = actor->mailbox.first; message; message = message->next)
        if (message->form == FORM_OPENED && message->value_kind == MESH_KIND_REF)
            found(trace, message->word);
}

static bool hold_is_damaged(HeapTrace *trace, const Segment *segment, uint64_t owners)
{
    int64_t count = hold_references(actor_cx(trace->actor), segment);
    if (count == (int64_t)owners)
        return false;
    log_line("segment %p, %zu bytes: count %lld, but %llu references", (const void *)segment,
             segment->bytes, (long long)count, (unsigned long long)owners);
    return true;
}

static void compare(HeapTrace *trace)
{
    bool damaged = false;
    for (size_t i = 0; i < trace->owners.room; i++) {
        const WordEntry *entry = &trace->owners.entries[i];
        if (!entry->used)
            continue;
        if (entry->key & 1) {
            damaged |= hold_is_damaged(trace, (const Segment *)(entry->key - 1), entry->value);
            continue;
        }
        const MeshObject *object = (const MeshObject *)entry->key;
        if (object->count == (int32_t)entry->value)
            continue;
        damaged = true;
        log_line("object %p of tag %u, %zu words: count %d, but %llu references",
                 (const void *)object, object->tag, heap_object_words(object), object->count,
                 (unsigned long long)entry->value);
    }
    size_t live = heap_live_objects(&trace->actor->heap);
    if (live != trace->owners.count)
        log_line("%zu objects are alive, but %zu can be reached", live, trace->owners.count);
    if (damaged || live != trace->owners.count)
        give_up(trace);
}

void stress_check_heap(Actor *actor)
{
    HeapTrace trace = {.actor = actor};
    find_roots(&trace);
    look_into(&trace);
    compare(&trace);
    word_map_deinit(&trace.owners);
    memory_free(trace.todo);
}
