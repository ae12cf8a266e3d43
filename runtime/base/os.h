/* os.h - the one seam between the runtime and the world.
 *
 * The clock, randomness, threads, files and sockets are reached through the table `os`, so that a
 * simulated world can stand in for the kernel. It is filled before the first thread starts and
 * never written after. Calls keep the conventions of the system call they are named after: -1 and
 * errno on failure. */
#ifndef RT_BASE_OS_H
#define RT_BASE_OS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <sys/uio.h>

/* Called with each name in a folder, in no order. */
typedef void (*OsEachName)(void *context, const char *name);

typedef struct Os {
    /* clock and chance */
    int64_t (*monotonic_ns)(void); /* never goes back; starts anywhere */
    int64_t (*wall_ns)(void);      /* since 1970 */
    bool (*random)(void *bytes, size_t count);
    void (*sleep_ns)(int64_t ns); /* the calling thread */

    /* what the kernel's world leaves open and a simulated one decides; NULL in the kernel's */
    uint64_t (*choose)(uint64_t count); /* one of so many possibilities, from 0 */
    bool (*gives_way)(void);            /* at every stack check: whether others go first */

    /* threads */
    bool (*thread_start)(void (*run)(void *), void *arg, const char *name);
    int (*cpu_count)(void);

    /* files */
    int (*open)(const char *path, int flags, mode_t mode);
    int (*close)(int fd);
    ssize_t (*read)(int fd, void *bytes, size_t count);
    ssize_t (*write)(int fd, const void *bytes, size_t count);
    ssize_t (*pread)(int fd, void *bytes, size_t count, off_t offset);
    ssize_t (*pwrite)(int fd, const void *bytes, size_t count, off_t offset);
    int (*fdatasync)(int fd);
    int (*fsync)(int fd);
    int (*fstat)(int fd, struct stat *out);
    int (*lock_file)(int fd); /* for itself alone, without waiting */
    int (*rename)(const char *from, const char *to);
    int (*unlink)(const char *path);
    int (*make_folder)(const char *path, mode_t mode);
    int (*remove_folder)(const char *path);                               /* an empty one */
    int (*list_folder)(const char *path, OsEachName each, void *context); /* without . and .. */
    int (*access)(const char *path, int mode);

    /* sockets */
    int (*socket)(int domain, int type, int protocol);
    int (*bind)(int fd, const struct sockaddr *address, socklen_t length);
    int (*listen)(int fd, int backlog);
    /* non-blocking, close-on-exec */
    int (*accept)(int fd, struct sockaddr *address, socklen_t *length);
    int (*connect)(int fd, const struct sockaddr *address, socklen_t length);
    int (*shutdown)(int fd, int how);
    int (*local_address)(int fd, struct sockaddr *address, socklen_t *length);
    /* blocks */
    bool (*look_up)(const char *host, struct sockaddr_storage *address, socklen_t *length);
    int (*get_option)(int fd, int level, int name, void *value, socklen_t *length);
    int (*set_option)(int fd, int level, int name, const void *value, socklen_t length);
    ssize_t (*receive)(int fd, void *bytes, size_t count, int flags);
    ssize_t (*send)(int fd, const void *bytes, size_t count, int flags);
    ssize_t (*send_vector)(int fd, const struct iovec *parts, int count, int flags);

    /* readiness */
    int (*poll_new)(void);
    int (*poll_change)(int poll, int operation, int fd, struct epoll_event *event);
    int (*poll_wait)(int poll, struct epoll_event *events, int count, int64_t timeout_ns);
    int (*event_new)(void);
    void (*event_signal)(int fd);
    void (*event_clear)(int fd);
    bool (*can_write)(int fd); /* at once, at least a pipe's atomic size */
} Os;

extern Os os;

/* errno of the calling thread. The C library's macro lets the compiler remember where it lies,
 * which is wrong as soon as an actor goes on in another thread: code that may wait between two
 * calls uses this instead. */
int os_error(void);

/* Since some moment in the past. */
static inline int64_t os_monotonic_ms(void)
{
    return os.monotonic_ns() / 1000000;
}

#endif
