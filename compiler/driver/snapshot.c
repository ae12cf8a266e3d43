#include "driver/snapshot.h"

#include "base/text.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#define ANSWER_SECONDS 10
#define FIELDS         10

/* ---- Asking ---- */

static int connect_to(const char *folder, long pid)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int length =
        snprintf(address.sun_path, sizeof address.sun_path, "%s/mesh-%ld.sock", folder, pid);
    if (length < 0 || (size_t)length >= sizeof address.sun_path)
        return -1;
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, sizeof address) == 0)
        return fd;
    int error = errno;
    if (fd >= 0)
        close(fd);
    errno = error;
    return -1;
}

static int find_program(long pid)
{
    const char *folder = getenv("XDG_RUNTIME_DIR");
    int fd = folder && *folder ? connect_to(folder, pid) : -1;
    return fd >= 0 ? fd : connect_to("/tmp", pid);
}

static bool read_all(Arena *arena, int fd, char **text)
{
    struct timeval limit = {.tv_sec = ANSWER_SECONDS};
    setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    TextBuffer buffer;
    text_buffer_init(&buffer, arena);
    char part[16384];
    ssize_t got;
    while ((got = recv(fd, part, sizeof part, 0)) > 0)
        text_add(&buffer, (Text){part, (size_t)got});
    *text = (char *)text_done(&buffer).bytes;
    return got == 0;
}

/* ---- Understanding ---- */

static int split(char *line, char **fields)
{
    int count = 0;
    for (char *at = line; at && count < FIELDS; count++) {
        char *tab = count + 1 < FIELDS ? strchr(at, '\t') : NULL;
        fields[count] = at;
        if (tab)
            *tab = '\0';
        at = tab ? tab + 1 : NULL;
    }
    for (int i = count; i < FIELDS; i++)
        fields[i] = "";
    return count;
}

static int64_t number(const char *text)
{
    return strcmp(text, "-") == 0 ? SNAPSHOT_UNKNOWN : strtoll(text, NULL, 10);
}

static void add_actor(Arena *arena, Snapshot *snapshot, char **fields)
{
    ActorRow row = {.pid = strtoull(fields[1], NULL, 10),
                    .kind = fields[2],
                    .state = fields[3],
                    .messages = number(fields[4]),
                    .mailbox_bytes = number(fields[5]),
                    .activations = number(fields[6]),
                    .heap_bytes = number(fields[7]),
                    .restarts = number(fields[8]),
                    .name = fields[9]};
    vec_push(arena, &snapshot->actors, row);
}

static void add_line(Arena *arena, Snapshot *snapshot, char *line)
{
    char *fields[FIELDS];
    split(line, fields);
    if (strcmp(fields[0], "program") == 0) {
        snapshot->pid = number(fields[1]);
        snapshot->uptime_ms = number(fields[2]);
        snapshot->live = number(fields[3]);
        snapshot->shown = number(fields[4]);
        snapshot->memory_bytes = number(fields[5]);
        snapshot->name = fields[6];
    } else if (strcmp(fields[0], "worker") == 0) {
        snapshot->workers++;
        snapshot->idle_workers += strcmp(fields[2], "idle") == 0;
    } else if (strcmp(fields[0], "actor") == 0) {
        add_actor(arena, snapshot, fields);
    }
}

/* The last line is `end`. */
static bool parse(Arena *arena, char *text, Snapshot *snapshot)
{
    *snapshot = (Snapshot){.name = "?"};
    if (strncmp(text, "mesh\t1\n", 7) != 0)
        return false;
    for (char *line = text; line;) {
        char *end = strchr(line, '\n');
        if (end)
            *end = '\0';
        if (strcmp(line, "end") == 0)
            return true;
        add_line(arena, snapshot, line);
        line = end ? end + 1 : NULL;
    }
    return false;
}

bool snapshot_take(Arena *arena, long pid, Snapshot *snapshot, const char **error)
{
    int fd = find_program(pid);
    if (fd < 0) {
        *error = arena_printf(
            arena, "process %ld cannot be observed: %s\n  start the program with MESH_OBSERVE=1",
            pid, strerror(errno));
        return false;
    }
    char *text;
    bool whole = read_all(arena, fd, &text) && parse(arena, text, snapshot);
    close(fd);
    if (!whole)
        *error = arena_printf(arena, "process %ld did not answer", pid);
    return whole;
}
