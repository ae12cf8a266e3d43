/* Bodies of std/regex.mpl. A compiled pattern is a string with the program's bytes; positions are
 * in bytes. */
#include "std_externs.h"

#include <string.h>

#include "base/code_point.h"
#include "base/memory.h"
#include "base/panic.h"
#include "heap/heap.h"
#include "value/list.h"
#include "value/regex.h"
#include "value/string.h"

/* NULL when the pattern is faulty. */
static uint8_t *compile(MeshContext *cx, MeshString *pattern, MeshString *letters, size_t *size,
                        RegexError *error)
{
    uint32_t flags;
    if (!regex_flags(letters->bytes, (size_t)letters->length, &flags)) {
        *error = (RegexError){"unknown flag", 0};
        return NULL;
    }
    uint8_t *program = regex_compile(pattern->bytes, (size_t)pattern->length, flags, size, error);
    if (!program && strcmp(error->text, REGEX_NO_MEMORY) == 0)
        mesh_panic_c(cx, "out of memory");
    return program;
}

static bool search(MeshContext *cx, MeshString *program, MeshString *text, size_t from,
                   size_t groups, int64_t *spans)
{
    size_t bytes = regex_work_bytes(program->bytes, groups);
    void *work = heap_outside_new(cx, bytes);
    memset(work, 0, bytes);
    bool found =
        regex_search(program->bytes, text->bytes, (size_t)text->length, from, groups, spans, work);
    memory_free(work);
    return found;
}

/* "" when the pattern is faulty. */
MeshString *mesh_regex_compile(MeshContext *cx, MeshString *pattern, MeshString *letters)
{
    size_t size;
    RegexError error;
    uint8_t *program = compile(cx, pattern, letters, &size, &error);
    if (!program)
        return string_empty();
    MeshString *made = string_new(cx, program, size);
    memory_free(program);
    return made;
}

/* What is wrong with a pattern; "" when nothing is. */
MeshString *mesh_regex_error(MeshContext *cx, MeshString *pattern, MeshString *letters)
{
    size_t size;
    RegexError error;
    uint8_t *program = compile(cx, pattern, letters, &size, &error);
    memory_free(program);
    if (program)
        return string_empty();
    return string_printf(cx, "%s at position %zu", error.text,
                         code_point_count(pattern->bytes, error.at));
}

bool mesh_regex_is_match(MeshContext *cx, MeshString *program, MeshString *text)
{
    return regex_is_program(program->bytes, (size_t)program->length) &&
           search(cx, program, text, 0, 0, NULL);
}

/* Start and end of each group, -1 for those without part; [] when there is no match. */
MeshList *mesh_regex_search(MeshContext *cx, MeshString *program, MeshString *text, int64_t from)
{
    int64_t spans[2 * REGEX_MAX_GROUPS];
    RegexProgram head;
    if (!regex_is_program(program->bytes, (size_t)program->length) || from < 0 ||
        from > text->length || !search(cx, program, text, (size_t)from, REGEX_MAX_GROUPS, spans))
        return list_empty();
    __builtin_memcpy(&head, program->bytes, sizeof head);
    MeshList *list = list_new(cx, MESH_KIND_WORD, head.groups * 2);
    for (uint32_t i = 0; i < head.groups * 2; i++)
        list = list_push(cx, MESH_KIND_WORD, list, (MeshWord)spans[i]);
    return list;
}

/* The name of each group, "" for none. */
MeshList *mesh_regex_names(MeshContext *cx, MeshString *program)
{
    MeshList *list = list_empty();
    RegexProgram head;
    if (!regex_is_program(program->bytes, (size_t)program->length))
        return list;
    __builtin_memcpy(&head, program->bytes, sizeof head);
    for (uint32_t i = 0; i < head.groups; i++) {
        MeshString *name = string_from_text(cx, regex_group_name(program->bytes, i));
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)(uintptr_t)name);
    }
    return list;
}
