#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_LIMIT = 256 * 1024 * 1024 };

/* NULL when the mode is that of a regular file. */
static const char *why_not_regular(mode_t mode)
{
    if (S_ISREG(mode))
        return NULL;
    if (S_ISDIR(mode))
        return "it is a folder, not a file";
    if (S_ISFIFO(mode))
        return "it is a named pipe, not a file";
    if (S_ISSOCK(mode))
        return "it is a socket, not a file";
    return "it is a device, not a file";
}

static bool refuse(Arena *arena, const char **error, const char *what, const char *path,
                   const char *why)
{
    *error = arena_printf(arena, "cannot %s `%s`: %s", what, path, why);
    return false;
}

static bool read_open(Arena *arena, int fd, const char *path, Text *text, const char **error)
{
    struct stat info;
    if (fstat(fd, &info) != 0)
        return refuse(arena, error, "read", path, strerror(errno));
    const char *why = why_not_regular(info.st_mode);
    if (why)
        return refuse(arena, error, "read", path, why);
    if (info.st_size > FILE_LIMIT)
        return refuse(arena, error, "read", path, "it is larger than 256 MiB");

    size_t size = (size_t)info.st_size, length = 0;
    char *bytes = arena_alloc(arena, size + 1);
    while (length < size) {
        ssize_t n = read(fd, bytes + length, size - length);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return refuse(arena, error, "read", path, strerror(errno));
        if (n == 0)
            break;
        length += (size_t)n;
    }
    bytes[length] = '\0';
    *text = (Text){bytes, length};
    return true;
}

bool file_read(Arena *arena, const char *path, Text *text, const char **error)
{
    /* Looking first keeps a device from being opened at all; opening without blocking keeps a FIFO
     * that takes the file's place in between from hanging us. */
    struct stat info;
    if (stat(path, &info) != 0)
        return refuse(arena, error, "read", path, strerror(errno));
    const char *why = why_not_regular(info.st_mode);
    if (why)
        return refuse(arena, error, "read", path, why);
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0)
        return refuse(arena, error, "read", path, strerror(errno));
    bool ok = read_open(arena, fd, path, text, error);
    close(fd);
    return ok;
}

static bool write_all(int fd, Text text)
{
    for (size_t done = 0; done < text.length;) {
        ssize_t n = write(fd, text.bytes + done, text.length - done);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            return false;
        done += (size_t)n;
    }
    return true;
}

bool file_write(Arena *arena, const char *path, Text text, bool executable, const char **error)
{
    struct stat info;
    if (stat(path, &info) == 0) {
        const char *why = why_not_regular(info.st_mode);
        if (why)
            return refuse(arena, error, "write", path, why);
    }
    char *temporary = arena_printf(arena, "%s.tmp-%ld", path, (long)getpid());
    int fd = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW,
                  executable ? 0777 : 0666);
    if (fd < 0)
        return refuse(arena, error, "write", path, strerror(errno));
    bool ok = write_all(fd, text);
    int reason = errno;
    if (close(fd) != 0 && ok) {
        ok = false;
        reason = errno;
    }
    if (ok && rename(temporary, path) != 0) {
        ok = false;
        reason = errno;
    }
    if (ok)
        return true;
    unlink(temporary);
    return refuse(arena, error, "write", path, strerror(reason));
}

static int by_name(const void *a, const void *b)
{
    const FolderEntry *left = a, *right = b;
    return strcmp(left->name, right->name);
}

bool folder_read(Arena *arena, const char *path, FolderEntryVec *entries, const char **error)
{
    *entries = (FolderEntryVec){0};
    DIR *folder = opendir(path);
    if (!folder)
        return refuse(arena, error, "read folder", path, strerror(errno));
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        FolderEntry found = {.name = arena_copy(arena, entry->d_name, strlen(entry->d_name) + 1)};
        struct stat info;
        if (fstatat(dirfd(folder), entry->d_name, &info, 0) == 0) {
            found.is_folder = S_ISDIR(info.st_mode);
            found.is_file = S_ISREG(info.st_mode);
        }
        vec_push(arena, entries, found);
    }
    int reason = errno;
    closedir(folder);
    if (reason != 0)
        return refuse(arena, error, "read folder", path, strerror(reason));
    if (entries->count > 1)
        qsort(entries->items, entries->count, sizeof *entries->items, by_name);
    return true;
}

bool path_is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

bool path_is_file(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISREG(info.st_mode);
}

const char *path_absolute(Arena *arena, const char *path)
{
    char *real = realpath(path, NULL);
    const char *copy = arena_printf(arena, "%s", real ? real : path);
    free(real);
    return copy;
}

const char *path_join(Arena *arena, const char *folder, const char *name)
{
    size_t length = strlen(folder);
    if (length == 0 || name[0] == '/')
        return arena_printf(arena, "%s", name);
    return arena_printf(arena, "%s%s%s", folder, folder[length - 1] == '/' ? "" : "/", name);
}
