/* disk.h - files in memory, above those of the real disk.
 *
 * A file that the program has not written yet is read from the real disk; nothing is ever written
 * there, except the image, if one is asked for. What was written but not synced may be lost when
 * the power fails: of each such block either the old or the new contents remain. Calls keep the
 * conventions of the system calls. */
#ifndef RT_SIM_DISK_H
#define RT_SIM_DISK_H

#include "base/os.h"
#include "sim/chance.h"
#include "sim/descriptor.h"

#include <stddef.h>
#include <sys/stat.h>
#include <sys/types.h>

typedef struct Os Os;
typedef struct Inode Inode;
typedef struct DiskEntry DiskEntry;

typedef struct Disk {
    DescriptorTable *table;
    const Os *kernel;
    Chance chance;
    bool errors;       /* calls fail with EIO and ENOSPC */
    const char *image; /* where the disk is kept between two runs; NULL: nowhere */
    int64_t cut_in;    /* changes until the power fails; negative: it does not */
    DiskEntry *entries;
} Disk;

/* `disk` is filled in but for entries; reads the image. False when that cannot be done. */
bool disk_init(Disk *disk);

/* Writes the image. */
bool disk_save(Disk *disk);

/* As the system calls of these names: -1 and errno when they fail. */
int disk_open(Disk *disk, const char *path, int flags, mode_t mode);
ssize_t disk_read(Disk *disk, int fd, void *bytes, size_t count);
ssize_t disk_write(Disk *disk, int fd, const void *bytes, size_t count);
ssize_t disk_pread(Disk *disk, int fd, void *bytes, size_t count, off_t offset);
ssize_t disk_pwrite(Disk *disk, int fd, const void *bytes, size_t count, off_t offset);
int disk_sync(Disk *disk, int fd);
int disk_stat(Disk *disk, int fd, struct stat *out);
int disk_lock(Disk *disk, int fd);
int disk_rename(Disk *disk, const char *from, const char *to);
int disk_unlink(Disk *disk, const char *path);
int disk_make_folder(Disk *disk, const char *path, mode_t mode);
int disk_remove_folder(Disk *disk, const char *path);
int disk_list_folder(Disk *disk, const char *path, OsEachName each, void *context);
int disk_access(Disk *disk, const char *path, int mode);

void disk_close(Disk *disk, int fd); /* before the number is freed */

#endif
