#include "sim/disk.h"

#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define BLOCK            512
#define ERROR_ONE_IN     32
#define SHORT_ONE_IN     4
#define READ_STEP        65536
#define POWER_CUT_STATUS 137
#define IMAGE_MARK       "mesh disk 1\n"

typedef struct Bytes {
    uint8_t *at;
    size_t length, room;
} Bytes;

struct Inode {
    int users; /* entries and open files */
    bool folder, locked;
    mode_t mode;
    Bytes now;    /* what the program sees */
    Bytes stored; /* what survives for certain */
};

/* A path that the program has touched. */
struct DiskEntry {
    DiskEntry *next;
    Inode *inode; /* NULL: it was removed, whatever the real disk says */
    char path[];
};

typedef struct OpenFile {
    Inode *inode;
    size_t offset;
    bool reads, writes, appends, holds_lock;
} OpenFile;

static int fail(int error)
{
    errno = error;
    return -1;
}

/* ---- Contents ---- */

static void grow(Bytes *bytes, size_t length)
{
    if (length > bytes->room) {
        bytes->room = length * 2;
        bytes->at = memory_resize(bytes->at, bytes->room);
    }
    if (length > bytes->length) {
        memset(bytes->at + bytes->length, 0, length - bytes->length);
        bytes->length = length;
    }
}

static void put(Bytes *bytes, size_t offset, const void *from, size_t count)
{
    if (count == 0)
        return;
    grow(bytes, offset + count);
    memcpy(bytes->at + offset, from, count);
}

static void copy(Bytes *to, const Bytes *from)
{
    to->length = 0;
    put(to, 0, from->at, from->length);
}

static Inode *inode_new(mode_t mode, bool folder)
{
    Inode *inode = memory_zeroed(sizeof *inode);
    inode->mode = mode;
    inode->folder = folder;
    return inode;
}

static void inode_release(Inode *inode)
{
    if (!inode || --inode->users > 0)
        return;
    memory_free(inode->now.at);
    memory_free(inode->stored.at);
    memory_free(inode);
}

/* ---- Paths ---- */

static DiskEntry *find_entry(Disk *disk, const char *path)
{
    for (DiskEntry *entry = disk->entries; entry; entry = entry->next)
        if (strcmp(entry->path, path) == 0)
            return entry;
    return NULL;
}

static void set_entry(Disk *disk, const char *path, Inode *inode)
{
    DiskEntry *entry = find_entry(disk, path);
    if (!entry) {
        size_t size = strlen(path) + 1;
        entry = memory_new(sizeof *entry + size);
        *entry = (DiskEntry){.next = disk->entries};
        memcpy(entry->path, path, size);
        disk->entries = entry;
    }
    if (inode)
        inode->users++;
    inode_release(entry->inode);
    entry->inode = inode;
}

static bool load(Disk *disk, const char *path, Bytes *bytes)
{
    int fd = disk->kernel->open(path, O_RDONLY | O_NONBLOCK, 0);
    if (fd < 0)
        return false;
    ssize_t got;
    do {
        size_t length = bytes->length;
        grow(bytes, length + READ_STEP);
        got = disk->kernel->read(fd, bytes->at + length, READ_STEP);
        bytes->length = length + (got > 0 ? (size_t)got : 0);
    } while (got > 0);
    disk->kernel->close(fd);
    return got == 0;
}

/* NULL and errno when there is nothing. What is on the real disk becomes ours. */
static Inode *look_up(Disk *disk, const char *path)
{
    DiskEntry *entry = find_entry(disk, path);
    if (entry && !entry->inode)
        errno = ENOENT;
    if (entry)
        return entry->inode;
    struct stat info;
    if (stat(path, &info) != 0)
        return NULL;
    Inode *inode = inode_new(info.st_mode & 07777, S_ISDIR(info.st_mode));
    if (!inode->folder && !load(disk, path, &inode->now)) {
        int error = errno;
        inode->users = 1;
        inode_release(inode);
        errno = error;
        return NULL;
    }
    copy(&inode->stored, &inode->now);
    set_entry(disk, path, inode);
    return inode;
}

static bool has_parent(Disk *disk, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash || slash == path)
        return true;
    char *folder = strndup(path, (size_t)(slash - path));
    Inode *inode = folder ? look_up(disk, folder) : NULL;
    free(folder);
    if (inode && !inode->folder)
        errno = ENOTDIR;
    return inode && inode->folder;
}

/* ---- Faults ---- */

static bool unlucky(Disk *disk)
{
    return disk->errors && chance_one_in(&disk->chance, ERROR_ONE_IN);
}

/* Each block that was not synced is the old or the new one; the length is somewhere between. */
static void tear(Disk *disk, Inode *inode)
{
    Bytes *now = &inode->now, *old = &inode->stored;
    size_t least = now->length < old->length ? now->length : old->length;
    size_t most = now->length < old->length ? old->length : now->length;
    size_t length = (size_t)chance_between(&disk->chance, (int64_t)least, (int64_t)most);
    grow(now, most);
    grow(old, most);
    for (size_t at = 0; at < most; at += BLOCK) {
        size_t count = most - at < BLOCK ? most - at : BLOCK;
        if (memcmp(now->at + at, old->at + at, count) != 0 && chance_one_in(&disk->chance, 2))
            memcpy(now->at + at, old->at + at, count);
    }
    now->length = length;
}

static void change(Disk *disk)
{
    if (disk->cut_in < 0 || disk->cut_in-- > 0)
        return;
    for (DiskEntry *entry = disk->entries; entry; entry = entry->next)
        if (entry->inode)
            tear(disk, entry->inode);
    disk_save(disk);
    log_line("the power fails (MESH_SIM=cut)");
    _exit(POWER_CUT_STATUS);
}

/* ---- The image ---- */

static bool parse_image(Disk *disk, const Bytes *bytes)
{
    const char *at = (const char *)bytes->at, *end = at + bytes->length;
    size_t mark = strlen(IMAGE_MARK);
    if (bytes->length < mark || memcmp(at, IMAGE_MARK, mark) != 0)
        return false;
    for (at += mark; at < end;) {
        const char *line_end = memchr(at, '\n', (size_t)(end - at));
        unsigned long long length = 0;
        unsigned mode = 0;
        char kind = 0;
        int used = 0;
        if (!line_end || sscanf(at, "%c %o %llu %n", &kind, &mode, &length, &used) < 3 ||
            length > (size_t)(end - line_end - 1))
            return false;
        char *path = strndup(at + used, (size_t)(line_end - at - used));
        Inode *inode = kind == 'x' ? NULL : inode_new((mode_t)mode, kind == 'd');
        if (inode) {
            put(&inode->now, 0, line_end + 1, (size_t)length);
            copy(&inode->stored, &inode->now);
        }
        set_entry(disk, path, inode);
        free(path);
        at = line_end + 1 + length;
    }
    return true;
}

bool disk_init(Disk *disk)
{
    Bytes bytes = {0};
    if (!disk->image || access(disk->image, F_OK) != 0)
        return true;
    bool good = load(disk, disk->image, &bytes) && parse_image(disk, &bytes);
    memory_free(bytes.at);
    return good;
}

bool disk_save(Disk *disk)
{
    if (!disk->image)
        return true;
    FILE *file = fopen(disk->image, "we");
    if (!file)
        return false;
    fputs(IMAGE_MARK, file);
    for (DiskEntry *entry = disk->entries; entry; entry = entry->next) {
        Inode *inode = entry->inode;
        char kind = !inode ? 'x' : inode->folder ? 'd' : 'f';
        size_t length = inode ? inode->now.length : 0;
        fprintf(file, "%c %o %zu %s\n", kind, inode ? (unsigned)inode->mode : 0, length,
                entry->path);
        if (length > 0)
            fwrite(inode->now.at, 1, length, file);
    }
    return fclose(file) == 0;
}

/* ---- Opening ---- */

/* NULL and errno when it cannot be had. */
static Inode *create(Disk *disk, const char *path, mode_t mode, bool folder)
{
    if (!has_parent(disk, path))
        return NULL;
    if (unlucky(disk)) {
        errno = ENOSPC;
        return NULL;
    }
    change(disk);
    Inode *inode = inode_new(mode & 07777, folder);
    set_entry(disk, path, inode);
    return inode;
}

static Inode *open_inode(Disk *disk, const char *path, int flags, mode_t mode)
{
    Inode *inode = look_up(disk, path);
    if (!inode)
        return errno == ENOENT && flags & O_CREAT ? create(disk, path, mode, false) : NULL;
    if (flags & O_CREAT && flags & O_EXCL)
        errno = EEXIST;
    else if (inode->folder && (flags & O_ACCMODE) != O_RDONLY)
        errno = EISDIR;
    else
        return inode;
    return NULL;
}

int disk_open(Disk *disk, const char *path, int flags, mode_t mode)
{
    Inode *inode = open_inode(disk, path, flags, mode);
    if (!inode)
        return -1;
    int access = flags & O_ACCMODE;
    OpenFile *file = memory_zeroed(sizeof *file);
    *file = (OpenFile){.inode = inode,
                       .reads = access != O_WRONLY,
                       .writes = access != O_RDONLY,
                       .appends = flags & O_APPEND};
    int fd = descriptor_open(disk->table, DESCRIPTOR_FILE, file);
    if (fd < 0) {
        memory_free(file);
        return -1;
    }
    inode->users++;
    if (flags & O_TRUNC && file->writes && inode->now.length > 0) {
        change(disk);
        inode->now.length = 0;
    }
    return fd;
}

static OpenFile *find(Disk *disk, int fd)
{
    return descriptor_thing(disk->table, fd, DESCRIPTOR_FILE);
}

void disk_close(Disk *disk, int fd)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return;
    if (file->holds_lock)
        file->inode->locked = false;
    inode_release(file->inode);
    memory_free(file);
}

/* ---- Bytes ---- */

static size_t cut(Disk *disk, size_t count)
{
    if (count < 2 || !chance_one_in(&disk->chance, SHORT_ONE_IN))
        return count;
    return 1 + (size_t)chance_below(&disk->chance, count - 1);
}

ssize_t disk_pread(Disk *disk, int fd, void *bytes, size_t count, off_t offset)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return -1;
    if (!file->reads || offset < 0)
        return fail(file->reads ? EINVAL : EBADF);
    if (file->inode->folder)
        return fail(EISDIR);
    if (unlucky(disk))
        return fail(EIO);
    const Bytes *contents = &file->inode->now;
    size_t start = (size_t)offset;
    if (start >= contents->length || count == 0)
        return 0;
    size_t left = contents->length - start;
    size_t got = cut(disk, left < count ? left : count);
    memcpy(bytes, contents->at + start, got);
    return (ssize_t)got;
}

ssize_t disk_pwrite(Disk *disk, int fd, const void *bytes, size_t count, off_t offset)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return -1;
    if (!file->writes || offset < 0)
        return fail(file->writes ? EINVAL : EBADF);
    if (unlucky(disk))
        return fail(chance_one_in(&disk->chance, 2) ? ENOSPC : EIO);
    change(disk);
    size_t done = cut(disk, count);
    put(&file->inode->now, (size_t)offset, bytes, done);
    return (ssize_t)done;
}

ssize_t disk_read(Disk *disk, int fd, void *bytes, size_t count)
{
    OpenFile *file = find(disk, fd);
    ssize_t got = disk_pread(disk, fd, bytes, count, file ? (off_t)file->offset : 0);
    if (got > 0)
        file->offset += (size_t)got;
    return got;
}

ssize_t disk_write(Disk *disk, int fd, const void *bytes, size_t count)
{
    OpenFile *file = find(disk, fd);
    if (file && file->appends)
        file->offset = file->inode->now.length;
    ssize_t done = disk_pwrite(disk, fd, bytes, count, file ? (off_t)file->offset : 0);
    if (done > 0)
        file->offset += (size_t)done;
    return done;
}

int disk_sync(Disk *disk, int fd)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return -1;
    if (unlucky(disk))
        return fail(EIO);
    change(disk);
    copy(&file->inode->stored, &file->inode->now);
    return 0;
}

int disk_stat(Disk *disk, int fd, struct stat *out)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return -1;
    *out = (struct stat){.st_mode = file->inode->mode | (file->inode->folder ? S_IFDIR : S_IFREG),
                         .st_nlink = 1,
                         .st_size = (off_t)file->inode->now.length,
                         .st_blksize = 4096};
    return 0;
}

int disk_lock(Disk *disk, int fd)
{
    OpenFile *file = find(disk, fd);
    if (!file)
        return -1;
    if (file->inode->locked && !file->holds_lock)
        return fail(EWOULDBLOCK);
    file->inode->locked = file->holds_lock = true;
    return 0;
}

/* ---- Folders ---- */

int disk_rename(Disk *disk, const char *from, const char *to)
{
    Inode *inode = look_up(disk, from);
    if (!inode || !has_parent(disk, to))
        return -1;
    if (unlucky(disk))
        return fail(EIO);
    change(disk);
    inode->users++;
    set_entry(disk, from, NULL);
    set_entry(disk, to, inode);
    inode->users--;
    return 0;
}

int disk_unlink(Disk *disk, const char *path)
{
    Inode *inode = look_up(disk, path);
    if (!inode)
        return -1;
    if (inode->folder)
        return fail(EISDIR);
    if (unlucky(disk))
        return fail(EIO);
    change(disk);
    set_entry(disk, path, NULL);
    return 0;
}

int disk_make_folder(Disk *disk, const char *path, mode_t mode)
{
    if (look_up(disk, path))
        return fail(EEXIST);
    return errno == ENOENT && create(disk, path, mode, true) ? 0 : -1;
}

/* The name of an entry that lies in the folder itself, or NULL. */
static const char *name_in(const char *folder, const char *path)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    if (strncmp(path, folder, length) != 0)
        return NULL;
    const char *name = path + length;
    name += *name == '/' && folder[length - 1] != '/';
    return (name > path + length || folder[length - 1] == '/') && *name && !strchr(name, '/')
               ? name
               : NULL;
}

typedef struct Listing {
    Disk *disk;
    const char *folder;
    OsEachName each;
    void *context;
} Listing;

/* Those that the program has touched are in the disk's own list. */
static void list_real(void *context, const char *name)
{
    const Listing *listing = context;
    size_t size = strlen(listing->folder) + strlen(name) + 2;
    char *path = memory_new(size);
    const char *between = listing->folder[strlen(listing->folder) - 1] == '/' ? "" : "/";
    snprintf(path, size, "%s%s%s", listing->folder, between, name);
    if (!find_entry(listing->disk, path))
        listing->each(listing->context, name);
    memory_free(path);
}

int disk_list_folder(Disk *disk, const char *path, OsEachName each, void *context)
{
    Inode *inode = look_up(disk, path);
    if (!inode)
        return -1;
    if (!inode->folder)
        return fail(ENOTDIR);
    if (unlucky(disk))
        return fail(EIO);
    for (DiskEntry *entry = disk->entries; entry; entry = entry->next) {
        const char *name = entry->inode ? name_in(path, entry->path) : NULL;
        if (name)
            each(context, name);
    }
    Listing listing = {disk, path, each, context};
    int status = disk->kernel->list_folder(path, list_real, &listing);
    return status != 0 && errno == ENOENT ? 0 : status;
}

static void note_name(void *context, const char *name)
{
    (void)name;
    *(bool *)context = true;
}

int disk_remove_folder(Disk *disk, const char *path)
{
    bool has_names = false;
    if (disk_list_folder(disk, path, note_name, &has_names) != 0)
        return -1;
    if (has_names)
        return fail(ENOTEMPTY);
    change(disk);
    set_entry(disk, path, NULL);
    return 0;
}

int disk_access(Disk *disk, const char *path, int mode)
{
    (void)mode;
    return look_up(disk, path) ? 0 : -1;
}
