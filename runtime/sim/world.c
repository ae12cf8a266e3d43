#include "sim/world.h"

#include "base/log.h"
#include "base/os.h"
#include "sim/disk.h"
#include "sim/network.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define START_NS INT64_C(1000000000)              /* of the monotonic clock */
#define EPOCH_NS INT64_C(1704067200) * 1000000000 /* 2024-01-01, when every history begins */
#define READ_NS  20                               /* asking for the time takes so long */
#define CHECK_NS 50                               /* and what lies between two stack checks */
#define STEP_NS  20000                            /* and a decision at most */

typedef struct World {
    bool entered;
    uint64_t seed;
    int64_t now_ns;
    int64_t end_ns;
    uint64_t way_one_in; /* how often a stack check gives way */
    Chance schedule, random;
    Os kernel;
    int kernel_poll; /* -1: nothing real is watched */
    int kernel_watched;
    const char *report; /* a path that stays real */
    DescriptorTable table;
    Readiness readiness;
    Network network;
    Disk disk;
} World;

/* The functions of `os` have no argument for it: like that table it exists once. */
static World world;

/* ---- Clock and chance ---- */

static int64_t sim_monotonic_ns(void)
{
    return world.now_ns += READ_NS;
}

static int64_t sim_wall_ns(void)
{
    return EPOCH_NS + sim_monotonic_ns();
}

static bool sim_random(void *bytes, size_t count)
{
    uint8_t *at = bytes;
    for (size_t i = 0; i < count; i++)
        at[i] = (uint8_t)chance_next(&world.random);
    return true;
}

static void sim_sleep_ns(int64_t ns)
{
    world.now_ns += ns;
}

static uint64_t sim_choose(uint64_t count)
{
    world.now_ns += (int64_t)chance_below(&world.schedule, STEP_NS);
    return chance_below(&world.schedule, count);
}

static bool sim_gives_way(void)
{
    world.now_ns += CHECK_NS;
    return chance_one_in(&world.schedule, world.way_one_in);
}

/* ---- Threads ---- */

static bool sim_thread_start(void (*run)(void *), void *arg, const char *name)
{
    (void)run;
    (void)arg;
    (void)name;
    return false;
}

static int sim_cpu_count(void)
{
    return 1;
}

/* ---- Files ---- */

static bool starts_with(const char *text, const char *start)
{
    return strncmp(text, start, strlen(start)) == 0;
}

static bool stays_real(const char *path)
{
    return starts_with(path, "/dev/") || starts_with(path, "/proc/") ||
           starts_with(path, "/sys/") || (world.report && strcmp(path, world.report) == 0);
}

static int sim_open(const char *path, int flags, mode_t mode)
{
    return stays_real(path) ? world.kernel.open(path, flags, mode)
                            : disk_open(&world.disk, path, flags, mode);
}

static int sim_close(int fd)
{
    if (!descriptor_simulated(fd))
        return world.kernel.close(fd);
    Descriptor *descriptor = descriptor_get(&world.table, fd);
    if (!descriptor)
        return -1;
    switch (descriptor->kind) {
    case DESCRIPTOR_SOCKET:
        network_close(&world.network, fd);
        break;
    case DESCRIPTOR_FILE:
        disk_close(&world.disk, fd);
        break;
    case DESCRIPTOR_FREE:
    case DESCRIPTOR_POLL:
    case DESCRIPTOR_EVENT:
        break;
    }
    descriptor_close(&world.table, fd);
    return 0;
}

static ssize_t sim_read(int fd, void *bytes, size_t count)
{
    return descriptor_simulated(fd) ? disk_read(&world.disk, fd, bytes, count)
                                    : world.kernel.read(fd, bytes, count);
}

static ssize_t sim_write(int fd, const void *bytes, size_t count)
{
    return descriptor_simulated(fd) ? disk_write(&world.disk, fd, bytes, count)
                                    : world.kernel.write(fd, bytes, count);
}

static ssize_t sim_pread(int fd, void *bytes, size_t count, off_t offset)
{
    return descriptor_simulated(fd) ? disk_pread(&world.disk, fd, bytes, count, offset)
                                    : world.kernel.pread(fd, bytes, count, offset);
}

static ssize_t sim_pwrite(int fd, const void *bytes, size_t count, off_t offset)
{
    return descriptor_simulated(fd) ? disk_pwrite(&world.disk, fd, bytes, count, offset)
                                    : world.kernel.pwrite(fd, bytes, count, offset);
}

static int sim_sync(int fd)
{
    return descriptor_simulated(fd) ? disk_sync(&world.disk, fd) : world.kernel.fsync(fd);
}

static int sim_fstat(int fd, struct stat *out)
{
    return descriptor_simulated(fd) ? disk_stat(&world.disk, fd, out) : world.kernel.fstat(fd, out);
}

static int sim_lock_file(int fd)
{
    return descriptor_simulated(fd) ? disk_lock(&world.disk, fd) : world.kernel.lock_file(fd);
}

static int sim_rename(const char *from, const char *to)
{
    return disk_rename(&world.disk, from, to);
}

static int sim_unlink(const char *path)
{
    return stays_real(path) ? world.kernel.unlink(path) : disk_unlink(&world.disk, path);
}

static int sim_make_folder(const char *path, mode_t mode)
{
    return disk_make_folder(&world.disk, path, mode);
}

static int sim_remove_folder(const char *path)
{
    return disk_remove_folder(&world.disk, path);
}

static int sim_list_folder(const char *path, OsEachName each, void *context)
{
    return stays_real(path) ? world.kernel.list_folder(path, each, context)
                            : disk_list_folder(&world.disk, path, each, context);
}

static int sim_access(const char *path, int mode)
{
    return stays_real(path) ? world.kernel.access(path, mode)
                            : disk_access(&world.disk, path, mode);
}

/* ---- Sockets ---- */

static int sim_socket(int domain, int type, int protocol)
{
    (void)protocol;
    return network_socket(&world.network, domain, type);
}

static int sim_bind(int fd, const struct sockaddr *address, socklen_t length)
{
    return network_bind(&world.network, fd, address, length);
}

static int sim_listen(int fd, int backlog)
{
    return network_listen(&world.network, fd, backlog);
}

static int sim_accept(int fd, struct sockaddr *address, socklen_t *length)
{
    return network_accept(&world.network, fd, address, length);
}

static int sim_connect(int fd, const struct sockaddr *address, socklen_t length)
{
    return network_connect(&world.network, fd, address, length);
}

static int sim_shutdown(int fd, int how)
{
    return network_shutdown(&world.network, fd, how);
}

static int sim_local_address(int fd, struct sockaddr *address, socklen_t *length)
{
    return network_address(&world.network, fd, address, length);
}

static bool sim_look_up(const char *host, struct sockaddr_storage *address, socklen_t *length)
{
    (void)host;
    memset(address, 0, sizeof *address);
    struct sockaddr_in *here = (struct sockaddr_in *)address;
    here->sin_family = AF_INET;
    here->sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    *length = sizeof *here;
    return true;
}

static int sim_get_option(int fd, int level, int name, void *value, socklen_t *length)
{
    return network_get_option(&world.network, fd, level, name, value, length);
}

static int sim_set_option(int fd, int level, int name, const void *value, socklen_t length)
{
    return network_set_option(&world.network, fd, level, name, value, length);
}

static ssize_t sim_receive(int fd, void *bytes, size_t count, int flags)
{
    (void)flags;
    return network_receive(&world.network, fd, bytes, count);
}

static ssize_t sim_send_vector(int fd, const struct iovec *parts, int count, int flags)
{
    (void)flags;
    return network_send(&world.network, fd, parts, count);
}

static ssize_t sim_send(int fd, const void *bytes, size_t count, int flags)
{
    struct iovec part = {(void *)bytes, count};
    return sim_send_vector(fd, &part, 1, flags);
}

/* ---- Readiness ---- */

static int sim_poll_new(void)
{
    return descriptor_open(&world.table, DESCRIPTOR_POLL, NULL);
}

/* What a library of the program opened by itself. */
static int watch_real(int operation, int fd, struct epoll_event *event)
{
    if (world.kernel_poll < 0)
        world.kernel_poll = world.kernel.poll_new();
    int failed = world.kernel.poll_change(world.kernel_poll, operation, fd, event);
    if (!failed && operation == EPOLL_CTL_ADD)
        world.kernel_watched++;
    return failed;
}

static int sim_poll_change(int poll, int operation, int fd, struct epoll_event *event)
{
    (void)poll;
    if (!descriptor_simulated(fd))
        return watch_real(operation, fd, event);
    Descriptor *descriptor = descriptor_get(&world.table, fd);
    if (!descriptor)
        return -1;
    if (operation == EPOLL_CTL_ADD && descriptor->watched) {
        errno = EEXIST;
        return -1;
    }
    descriptor->watched = operation != EPOLL_CTL_DEL;
    if (!descriptor->watched)
        return 0;
    descriptor->interest = event->events;
    descriptor->mark = event->data.u64;
    uint32_t bits = descriptor->kind == DESCRIPTOR_SOCKET ? network_ready(&world.network, fd)
                    : descriptor->signalled               ? EPOLLIN
                                                          : 0;
    if (bits)
        readiness_announce(&world.readiness, fd, bits, world.now_ns);
    return 0;
}

/* With something real to watch, idle time passes as it does outside. */
static int wait_outside(struct epoll_event *events, int room, int64_t most_ns)
{
    int64_t started = world.kernel.monotonic_ns();
    int count = world.kernel.poll_wait(world.kernel_poll, events, room, most_ns);
    if (most_ns != 0)
        world.now_ns += world.kernel.monotonic_ns() - started;
    return count > 0 ? count : 0;
}

static int sim_poll_wait(int poll, struct epoll_event *events, int room, int64_t timeout_ns)
{
    (void)poll;
    int count = readiness_take(&world.readiness, world.now_ns, events, room);
    if (world.now_ns >= world.end_ns) {
        world.end_ns = INT64_MAX;
        errno = ETIME;
        return -1;
    }
    int64_t next = readiness_next_ns(&world.readiness);
    if (timeout_ns >= 0 && next - world.now_ns > timeout_ns)
        next = world.now_ns + timeout_ns;
    if (count == 0 && world.kernel_watched > 0)
        count = wait_outside(events, room, next == INT64_MAX ? -1 : next - world.now_ns);
    if (count > 0 || timeout_ns == 0)
        return count;
    if (next == INT64_MAX) {
        errno = EDEADLK;
        return -1;
    }
    if (next > world.now_ns)
        world.now_ns = next;
    return readiness_take(&world.readiness, world.now_ns, events, room);
}

static int sim_event_new(void)
{
    return descriptor_open(&world.table, DESCRIPTOR_EVENT, NULL);
}

static void sim_event_signal(int fd)
{
    Descriptor *descriptor = descriptor_get(&world.table, fd);
    if (!descriptor || descriptor->signalled)
        return;
    descriptor->signalled = true;
    readiness_announce(&world.readiness, fd, EPOLLIN, world.now_ns);
}

static void sim_event_clear(int fd)
{
    Descriptor *descriptor = descriptor_get(&world.table, fd);
    if (descriptor)
        descriptor->signalled = false;
}

static bool sim_can_write(int fd)
{
    (void)fd;
    return true;
}

/* ---- Settings ---- */

static bool parse_number(const char *text, size_t length, int64_t *number)
{
    char *end;
    errno = 0;
    long long value = strtoll(text, &end, 10);
    *number = value;
    return length > 0 && errno == 0 && value >= 0 && end == text + length;
}

static bool parse_word(const char *word, size_t length)
{
    size_t name = 0;
    int64_t number = 0;
    while (name < length && word[name] != ':')
        name++;
    const char *value = word + name + (name < length);
    size_t value_length = (size_t)(word + length - value);
    bool numeric = parse_number(value, value_length, &number);
    if (length == 6 && strncmp(word, "resets", 6) == 0)
        return world.network.resets = true;
    if (length == 6 && strncmp(word, "errors", 6) == 0)
        return world.disk.errors = true;
    if (name == 5 && strncmp(word, "image", 5) == 0 && value_length > 0)
        return (world.disk.image = strndup(value, value_length)) != NULL;
    if (name == 3 && strncmp(word, "cut", 3) == 0 && numeric && number > 0) {
        world.disk.cut_in = number - 1;
        return true;
    }
    if (name == 5 && strncmp(word, "until", 5) == 0 && numeric && number < INT32_MAX) {
        world.end_ns = START_NS + number * 1000000000;
        return true;
    }
    return false;
}

static bool parse_words(const char *text)
{
    while (text && *text) {
        size_t length = strcspn(text, ",");
        if (!parse_word(text, length)) {
            log_line(
                "MESH_SIM is not a list of resets, errors, image:PATH, cut:N, until:SECONDS: %s",
                getenv("MESH_SIM"));
            return false;
        }
        text += length + (text[length] == ',');
    }
    return true;
}

/* ---- Beginning and end ---- */

static void fill_table(void)
{
    world.kernel = os;
    os = (Os){.monotonic_ns = sim_monotonic_ns,
              .wall_ns = sim_wall_ns,
              .random = sim_random,
              .sleep_ns = sim_sleep_ns,
              .choose = sim_choose,
              .gives_way = sim_gives_way,
              .thread_start = sim_thread_start,
              .cpu_count = sim_cpu_count,
              .open = sim_open,
              .close = sim_close,
              .read = sim_read,
              .write = sim_write,
              .pread = sim_pread,
              .pwrite = sim_pwrite,
              .fdatasync = sim_sync,
              .fsync = sim_sync,
              .fstat = sim_fstat,
              .lock_file = sim_lock_file,
              .rename = sim_rename,
              .unlink = sim_unlink,
              .make_folder = sim_make_folder,
              .remove_folder = sim_remove_folder,
              .list_folder = sim_list_folder,
              .access = sim_access,
              .socket = sim_socket,
              .bind = sim_bind,
              .listen = sim_listen,
              .accept = sim_accept,
              .connect = sim_connect,
              .shutdown = sim_shutdown,
              .local_address = sim_local_address,
              .look_up = sim_look_up,
              .get_option = sim_get_option,
              .set_option = sim_set_option,
              .receive = sim_receive,
              .send = sim_send,
              .send_vector = sim_send_vector,
              .poll_new = sim_poll_new,
              .poll_change = sim_poll_change,
              .poll_wait = sim_poll_wait,
              .event_new = sim_event_new,
              .event_signal = sim_event_signal,
              .event_clear = sim_event_clear,
              .can_write = sim_can_write};
}

/* Some histories are full of interruptions, others have hardly any. */
static uint64_t draw_way(void)
{
    return UINT64_C(1) << chance_between(&world.schedule, 1, 12);
}

static void name_seed(int signal_number)
{
    char line[64];
    int length =
        snprintf(line, sizeof line, "[mesh-rt] seed %llu\n", (unsigned long long)world.seed);
    ssize_t ignored = write(STDERR_FILENO, line, (size_t)length);
    (void)ignored;
    if (signal_number == 0)
        return;
    signal(signal_number, SIG_DFL);
    raise(signal_number);
}

static void name_seed_on_signals(void)
{
    static const int numbers[] = {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGINT, SIGTERM};
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
        signal(numbers[i], name_seed);
}

static bool prepare(uint64_t seed)
{
    world = (World){.seed = seed, .now_ns = START_NS, .end_ns = INT64_MAX, .kernel_poll = -1};
    world.schedule = chance_stream(seed, 1);
    world.random = chance_stream(seed, 2);
    world.way_one_in = draw_way();
    world.report = getenv("MESH_TEST_REPORT");
    world.readiness = (Readiness){.table = &world.table, .chance = chance_stream(seed, 4)};
    world.network =
        (Network){.table = &world.table, .readiness = &world.readiness, .now_ns = &world.now_ns};
    world.disk = (Disk){.table = &world.table,
                        .kernel = &world.kernel,
                        .chance = chance_stream(seed, 5),
                        .cut_in = -1};
    network_init(&world.network, seed);
    return parse_words(getenv("MESH_SIM"));
}

bool world_enter(void)
{
    const char *text = getenv("MESH_SEED");
    int64_t seed;
    if (!text || !*text)
        return true;
    if (!parse_number(text, strlen(text), &seed)) {
        log_line("MESH_SEED is not a number: %s", text);
        return false;
    }
    if (!prepare((uint64_t)seed))
        return false;
    fill_table();
    world.entered = true;
    name_seed_on_signals();
    if (disk_init(&world.disk))
        return true;
    log_line("MESH_SIM: cannot read the image %s", world.disk.image);
    return false;
}

void world_leave(int status)
{
    if (!world.entered)
        return;
    if (!disk_save(&world.disk))
        log_line("MESH_SIM: cannot write the image %s", world.disk.image);
    if (status != 0)
        name_seed(0);
}
