/* Bodies of std/file.mpl. All run on the off-load pool; errors are the text of errno, "" is
 * success. */
#include "std_externs.h"

#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "value/list.h"
#include "value/string.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct Path {
    char text[PATH_MAX];
    bool good; /* no NUL inside and not too long; else errno says so */
} Path;

static void path_init(Path *path, const MeshString *text)
{
    size_t length = (size_t)text->length;
    path->good = length < sizeof path->text && !memchr(text->bytes, '\0', length);
    if (!path->good) {
        errno = length < sizeof path->text ? EINVAL : ENAMETOOLONG;
        return;
    }
    memcpy(path->text, text->bytes, length);
    path->text[length] = '\0';
}

static MeshString *error_text(MeshContext *cx, int error)
{
    return error == 0 ? string_empty()
                      : string_printf(cx, "%s (os error %d)", strerror(error), error);
}

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
        return error_text(cx, errno);
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
        return error_text(cx, errno);
    int error = write_all(fd, text->bytes, (size_t)text->length);
    if (os.close(fd) != 0 && error == 0)
        error = errno;
    return error_text(cx, error);
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
    return error_text(cx, path.good && os.unlink(path.text) == 0 ? 0 : errno);
}

/* Makes the folder and those above it. */
static int make_folders(char *path)
{
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        int failed = os.make_folder(path, 0755) != 0 && errno != EEXIST;
        *slash = '/';
        if (failed)
            return errno;
    }
    return os.make_folder(path, 0755) != 0 && errno != EEXIST ? errno : 0;
}

/* The descriptor stays open, and with it the lock, as long as the process lives. */
MeshString *mesh_file_lock_dir(MeshContext *cx, MeshString *name)
{
    Path path;
    path_init(&path, name);
    if (!path.good)
        return error_text(cx, errno);
    int error = make_folders(path.text);
    if (error != 0)
        return error_text(cx, error);
    char lock[PATH_MAX + 8];
    snprintf(lock, sizeof lock, "%s/lock", path.text);
    int fd = os.open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (fd < 0)
        return error_text(cx, errno);
    if (os.lock_file(fd) == 0)
        return string_empty();
    error = errno;
    os.close(fd);
    return error == EWOULDBLOCK ? string_from_text(cx, "in use by another process")
                                : error_text(cx, error);
}
