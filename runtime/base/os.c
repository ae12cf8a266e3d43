#include "base/os.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/file.h>
#include <sys/random.h>
#include <time.h>
#include <unistd.h>

#define THREAD_STACK_BYTES (1 << 20)

static int64_t clock_ns(clockid_t id)
{
    struct timespec now;
    clock_gettime(id, &now);
    return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static int64_t kernel_monotonic_ns(void)
{
    return clock_ns(CLOCK_MONOTONIC);
}

static int64_t kernel_wall_ns(void)
{
    return clock_ns(CLOCK_REALTIME);
}

static bool kernel_random(void *bytes, size_t count)
{
    uint8_t *at = bytes;
    while (count > 0) {
        ssize_t got = getrandom(at, count, 0);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        at += got;
        count -= (size_t)got;
    }
    return true;
}

static void kernel_sleep_ns(int64_t ns)
{
    struct timespec left = {ns / 1000000000, ns % 1000000000};
    while (nanosleep(&left, &left) < 0 && errno == EINTR)
        ;
}

typedef struct ThreadStart {
    void (*run)(void *);
    void *arg;
    char name[16];
} ThreadStart;

static void *thread_main(void *arg)
{
    ThreadStart start = *(ThreadStart *)arg;
    free(arg);
    pthread_setname_np(pthread_self(), start.name);
    start.run(start.arg);
    return NULL;
}

static bool kernel_thread_start(void (*run)(void *), void *arg, const char *name)
{
    ThreadStart *start = malloc(sizeof *start);
    if (!start)
        return false;
    *start = (ThreadStart){.run = run, .arg = arg};
    snprintf(start->name, sizeof start->name, "%s", name);

    pthread_attr_t attributes;
    pthread_t thread;
    pthread_attr_init(&attributes);
    pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
    pthread_attr_setstacksize(&attributes, THREAD_STACK_BYTES);
    int failed = pthread_create(&thread, &attributes, thread_main, start);
    pthread_attr_destroy(&attributes);
    if (failed)
        free(start);
    return !failed;
}

static int kernel_cpu_count(void)
{
    cpu_set_t set;
    if (sched_getaffinity(0, sizeof set, &set) == 0)
        return CPU_COUNT(&set);
    long count = sysconf(_SC_NPROCESSORS_ONLN);
    return count > 0 ? (int)count : 1;
}

static int kernel_open(const char *path, int flags, mode_t mode)
{
    return open(path, flags | O_CLOEXEC, mode);
}

static int kernel_lock_file(int fd)
{
    return flock(fd, LOCK_EX | LOCK_NB);
}

static int kernel_accept(int fd, struct sockaddr *address, socklen_t *length)
{
    return accept4(fd, address, length, SOCK_NONBLOCK | SOCK_CLOEXEC);
}

static bool kernel_look_up(const char *host, struct sockaddr_storage *address, socklen_t *length)
{
    struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_ADDRCONFIG};
    struct addrinfo *list = NULL;
    if (getaddrinfo(host, NULL, &hints, &list) != 0)
        return false;
    memcpy(address, list->ai_addr, list->ai_addrlen);
    *length = list->ai_addrlen;
    freeaddrinfo(list);
    return true;
}

static ssize_t kernel_send_vector(int fd, const struct iovec *parts, int count, int flags)
{
    struct msghdr message = {.msg_iov = (struct iovec *)parts, .msg_iovlen = (size_t)count};
    return sendmsg(fd, &message, flags);
}

static int kernel_poll_new(void)
{
    return epoll_create1(EPOLL_CLOEXEC);
}

static int kernel_poll_wait(int poll, struct epoll_event *events, int count, int64_t timeout_ns)
{
    if (timeout_ns <= 0)
        return epoll_wait(poll, events, count, timeout_ns < 0 ? -1 : 0);
    enum { LONGEST_MS = 3600000 };
    int64_t ms = (timeout_ns + 999999) / 1000000;
    return epoll_wait(poll, events, count, ms > LONGEST_MS ? LONGEST_MS : (int)ms);
}

static int kernel_event_new(void)
{
    return eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
}

static void kernel_event_signal(int fd)
{
    uint64_t one = 1;
    while (write(fd, &one, sizeof one) < 0 && errno == EINTR)
        ;
}

static void kernel_event_clear(int fd)
{
    uint64_t count;
    while (read(fd, &count, sizeof count) < 0 && errno == EINTR)
        ;
}

static bool kernel_can_write(int fd)
{
    struct pollfd one = {.fd = fd, .events = POLLOUT};
    return poll(&one, 1, 0) > 0;
}

static int kernel_list_folder(const char *path, OsEachName each, void *context)
{
    DIR *folder = opendir(path);
    if (!folder)
        return -1;
    errno = 0;
    for (struct dirent *entry; (entry = readdir(folder)); errno = 0) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            each(context, entry->d_name);
    }
    int error = errno;
    closedir(folder);
    errno = error;
    return error == 0 ? 0 : -1;
}

__attribute__((noinline)) int os_error(void)
{
    __asm__ volatile("" ::: "memory");
    return errno;
}

Os os = {
    .monotonic_ns = kernel_monotonic_ns,
    .wall_ns = kernel_wall_ns,
    .random = kernel_random,
    .sleep_ns = kernel_sleep_ns,
    .thread_start = kernel_thread_start,
    .cpu_count = kernel_cpu_count,
    .open = kernel_open,
    .close = close,
    .read = read,
    .write = write,
    .pread = pread,
    .pwrite = pwrite,
    .fdatasync = fdatasync,
    .fsync = fsync,
    .fstat = fstat,
    .lock_file = kernel_lock_file,
    .rename = rename,
    .unlink = unlink,
    .make_folder = mkdir,
    .remove_folder = rmdir,
    .list_folder = kernel_list_folder,
    .access = access,
    .socket = socket,
    .bind = bind,
    .listen = listen,
    .accept = kernel_accept,
    .connect = connect,
    .shutdown = shutdown,
    .local_address = getsockname,
    .look_up = kernel_look_up,
    .get_option = getsockopt,
    .set_option = setsockopt,
    .receive = recv,
    .send = send,
    .send_vector = kernel_send_vector,
    .poll_new = kernel_poll_new,
    .poll_change = epoll_ctl,
    .poll_wait = kernel_poll_wait,
    .event_new = kernel_event_new,
    .event_signal = kernel_event_signal,
    .event_clear = kernel_event_clear,
    .can_write = kernel_can_write,
};
