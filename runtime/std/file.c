/* Bodies of std/file.mpl. All run on the off-load pool; errors are the text of errno, "" is
 * success. */
#include "std_externs.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "io/path.h"
#include "value/list.h"
#include "value/string.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Everything a descriptor gives; NULL with errno on failure. */
static uint8_t *read_all(int fd, size_t *length)
{
    size_t capacity = 4096, used = 0;
    uint8_t *bytes = memory_try_new(capacity);
    while (bytes) {
        ssize_t got = os.read(fd, bytes + used, capacity - used);
        if (got == 0)
            break;
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            memory_free(bytes);
            return NULL;
        }
        used += (size_t)got;
        if (used < capacity)
            continue;
        uint8_t *more = memory_try_resize(bytes, capacity *= 2);
        if (!more)
            memory_free(bytes);
        bytes = more;
    }
    if (!bytes)
        errno = ENOMEM;
    *length = used;
    return bytes;
}

static int open_regular(const Path *path)
{
    struct stat info;
    int fd = path->good ? os.open(path->text, O_RDONLY | O_NONBLOCK, 0) : -1;
    if (fd < 0)
        return -1;
    if (os.fstat(fd, &info) == 0 && S_ISDIR(info.st_mode)) {
        os.close(fd);
        errno = EISDIR;
        return -1;
    }
    return fd;
}

MeshList *mesh_file_read(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    int fd = open_regular(&path);
    if (fd < 0)
        return list_empty();
    size_t length = 0;
    uint8_t *bytes = read_all(fd, &length);
    int error = errno;
    os.close(fd);
    if (!bytes && error == ENOMEM)
        mesh_panic_c(cx, "out of memory");
    if (!bytes)
        return list_empty();
    /* A heap without room must not leave them behind. */
    if (!heap_has_room(cx, length)) {
        memory_free(bytes);
        heap_check(cx, length);
    }
    MeshString *text = string_new(cx, bytes, length);
    memory_free(bytes);
    return list_push(cx, MESH_KIND_REF, list_empty(), (MeshWord)(uintptr_t)text);
}

MeshString *mesh_file_error(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    int fd = open_regular(&path);
    if (fd < 0)
        return path_error_text(cx, errno);
    os.close(fd);
    return string_from_text(cx, "the file changed while it was read");
}

static int write_all(int fd, const uint8_t *bytes, size_t length)
{
    while (length > 0) {
        ssize_t done = os.write(fd, bytes, length);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return errno;
        bytes += done;
        length -= (size_t)done;
    }
    return 0;
}

MeshString *mesh_file_write(MeshContext *cx, MeshString *name, MeshString *text, int64_t mode,
                            bool append)
{
    Path path;
    path_init(&path, name);
    int flags = O_WRONLY | O_CREAT | O_CLOEXEC | (append ? O_APPEND : O_TRUNC);
    int fd = path.good ? os.open(path.text, flags, (mode_t)mode) : -1;
    if (fd < 0)
        return path_error_text(cx, errno);
    int error = write_all(fd, text->bytes, (size_t)text->length);
    if (os.close(fd) != 0 && error == 0)
        error = errno;
    return path_error_text(cx, error);
}

bool mesh_file_exists(MeshContext *cx, MeshString *name)
{
    (void)cx;
    Path path;
    path_init(&path, name);
    return path.good && os.access(path.text, F_OK) == 0;
}

MeshString *mesh_file_delete(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    return path_error_text(cx, path.good && os.unlink(path.text) == 0 ? 0 : errno);
}

/* The descriptor stays open, and with it the lock, as long as the process lives. */
MeshString *mesh_file_lock_dir(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    if (!path.good)
        return path_error_text(cx, errno);
    int error = path_make_folders(&path);
    if (error != 0)
        return path_error_text(cx, error);
    char lock[PATH_MAX + 8];
    snprintf(lock, sizeof lock, "%s/lock", path.text);
    int fd = os.open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return path_error_text(cx, errno);
    if (os.lock_file(fd) == 0)
        return string_empty();
    error = errno;
    os.close(fd);
    return error == EWOULDBLOCK ? string_from_text(cx, "in use by another process")
                                : path_error_text(cx, error);
}

MeshString *mesh_file_rename(MeshContext *cx, MeshString *from_name, MeshString *to_name)
{
    Path from, to;
    path_init(&from, from_name);
    if (from.good)
        path_init(&to, to_name);
    bool done = from.good && to.good && os.rename(from.text, to.text) == 0;
    return path_error_text(cx, done ? 0 : errno);
}

/* What it is (0 a file, 1 a folder, 2 something else), its bytes, when it was changed last in
 * milliseconds since 1970; nothing when it cannot be looked at. */
MeshList *mesh_file_stat(MeshContext *cx, MeshString *name)
{
    struct stat info;
    Path path;
    path_init(&path, name);
    int fd = path.good ? os.open(path.text, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0) : -1;
    if (fd < 0)
        return list_empty();
    bool known = os.fstat(fd, &info) == 0;
    os.close(fd);
    if (!known)
        return list_empty();
    int64_t kind = S_ISREG(info.st_mode) ? 0 : S_ISDIR(info.st_mode) ? 1 : 2;
    int64_t changed = (int64_t)info.st_mtim.tv_sec * 1000 + info.st_mtim.tv_nsec / 1000000;
    MeshList *list = list_push(cx, MESH_KIND_WORD, list_empty(), (MeshWord)kind);
    list = list_push(cx, MESH_KIND_WORD, list, (MeshWord)info.st_size);
    return list_push(cx, MESH_KIND_WORD, list, (MeshWord)changed);
}
