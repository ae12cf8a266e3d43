/* The bodies of std/env.mpl. */
#include "actor/actor.h"

#include "std_externs.h"

#include "value/list.h"
#include "value/string.h"

#include <stdlib.h>
#include <string.h>

static const char *value_of(const MeshString *name)
{
    char key[1024];
    size_t length = (size_t)name->length;
    if (length >= sizeof key || memchr(name->bytes, '\0', length) ||
        memchr(name->bytes, '=', length))
        return NULL;
    memcpy(key, name->bytes, length);
    key[length] = '\0';
    return getenv(key);
}

static MeshList *append(MeshContext *cx, MeshList *list, const char *text)
{
    return list_push(cx, MESH_KIND_REF, list, (MeshWord)string_from_text(cx, text));
}

MeshList *mesh_env_find(MeshContext *cx, MeshString *name)
{
    const char *value = value_of(name);
    return value ? append(cx, list_empty(), value) : list_empty();
}

MeshList *mesh_env_args(MeshContext *cx)
{
    Program *program = program_of(cx);
    MeshList *list = list_empty();
    for (int i = 1; i < program->argc; i++)
        list = append(cx, list, program->argv[i]);
    return list;
}
