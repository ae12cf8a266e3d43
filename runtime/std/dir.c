/* Bodies of std/dir.mpl. All run on the off-load pool; errors are the text of errno, "" is success.
 */
#include "std_externs.h"

#include "base/memory.h"
#include "base/os.h"
#include "io/path.h"
#include "value/list.h"
#include "value/string.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* The names as they come, each with a NUL behind it. */
typedef struct Names {
    char *bytes;
    size_t length, room;
    bool failed; /* no memory for them */
} Names;

static void add_name(void *context, const char *name)
{
    Names *names = context;
    size_t size = strlen(name) + 1;
    if (names->failed)
        return;
    if (names->length + size > names->room) {
        size_t room = 2 * names->room + size;
        char *more = memory_try_resize(names->bytes, room);
        names->failed = !more;
        if (!more)
            return;
        names->bytes = more;
        names->room = room;
    }
    memcpy(names->bytes + names->length, name, size);
    names->length += size;
}

/* First "" or the error, then the names. */
MeshList *mesh_dir_list(MeshContext *cx, MeshString *name)
{
    Path path;
    Names names = {0};
    path_init(&path, name);
    int error = path.good && os.list_folder(path.text, add_name, &names) == 0 ? 0 : errno;
    if (names.failed)
        error = ENOMEM;
    /* A heap without room must not leave them behind. */
    if (!heap_has_room(cx, 8 * names.length)) {
        size_t needed = 8 * names.length;
        memory_free(names.bytes);
        heap_check(cx, needed);
    }
    MeshList *list =
        list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)path_error_text(cx, error));
    for (size_t at = 0; error == 0 && at < names.length; at += strlen(names.bytes + at) + 1)
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)string_from_text(cx, names.bytes + at));
    memory_free(names.bytes);
    return list;
}

MeshString *mesh_dir_create(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    return path_error_text(cx, path.good && os.make_folder(path.text, 0755) == 0 ? 0 : errno);
}

MeshString *mesh_dir_create_all(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    return path_error_text(cx, path.good ? path_make_folders(&path) : errno);
}

MeshString *mesh_dir_delete(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    return path_error_text(cx, path.good && os.remove_folder(path.text) == 0 ? 0 : errno);
}

/* "" when it cannot be told. */
MeshString *mesh_dir_current(MeshContext *cx)
{
    Path path;
    return getcwd(path.text, sizeof path.text) ? string_from_text(cx, path.text) : string_empty();
}
