#include "driver/command.h"

#include "base/text.h"
#include "driver/options.h"
#include "driver/snapshot.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#define REFRESH_MS   1000
#define CONTROL_C    3
#define HEADER_LINES 4
#define ROW_FORMAT   "%-8s %-17.17s %-10s %-8s %7s %8s %7s %8s" /* 80 columns */

/* ---- One page ---- */

static const char *size_text(Arena *arena, int64_t bytes)
{
    static const char *const units[] = {"", "K", "M", "G", "T"};
    double size = (double)bytes;
    int unit = 0;
    if (bytes == SNAPSHOT_UNKNOWN)
        return "-";
    for (; size >= 10000 && unit < 4; unit++)
        size /= 1024;
    return arena_printf(arena, "%.0f%s", size, units[unit]);
}

static const char *count_text(Arena *arena, int64_t count)
{
    return count == SNAPSHOT_UNKNOWN ? "-" : arena_printf(arena, "%lld", (long long)count);
}

static const char *uptime_text(Arena *arena, int64_t ms)
{
    long long seconds = ms / 1000;
    return arena_printf(arena, "%lld:%02lld:%02lld", seconds / 3600, seconds / 60 % 60,
                        seconds % 60);
}

/* Those who have most mail first, then those who work most, then the largest. */
static int by_interest(const void *left, const void *right)
{
    const ActorRow *a = left, *b = right;
    const int64_t pairs[][2] = {{a->messages, b->messages},
                                {a->activations, b->activations},
                                {a->heap_bytes, b->heap_bytes},
                                {(int64_t)b->pid, (int64_t)a->pid}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] != pairs[i][1])
            return pairs[i][0] > pairs[i][1] ? -1 : 1;
    return 0;
}

static void add_line(TextBuffer *page, const char *line, int columns, const char *end)
{
    text_addf(page, "%.*s%s\n", columns, line, end);
}

static void add_actor(Arena *arena, TextBuffer *page, const ActorRow *row, int columns,
                      const char *end)
{
    const char *line = arena_printf(
        arena, ROW_FORMAT, arena_printf(arena, "<0.%llu>", (unsigned long long)row->pid), row->name,
        row->kind, row->state, count_text(arena, row->messages),
        count_text(arena, row->activations), size_text(arena, row->heap_bytes),
        count_text(arena, row->restarts));
    add_line(page, line, columns, end);
}

/* `lines` and `columns` are what the terminal has room for; `end` clears the rest of a line. */
static Text render(Arena *arena, const Snapshot *snapshot, const char *column, int lines,
                   int columns, const char *end)
{
    TextBuffer page;
    text_buffer_init(&page, arena);
    add_line(&page,
             arena_printf(arena, "%s (process %lld), up %s: %lld actors, %s of memory",
                          snapshot->name, (long long)snapshot->pid,
                          uptime_text(arena, snapshot->uptime_ms), (long long)snapshot->live,
                          size_text(arena, snapshot->memory_bytes)),
             columns, end);
    add_line(&page,
             arena_printf(arena, "%lld workers, %lld of them idle", (long long)snapshot->workers,
                          (long long)snapshot->idle_workers),
             columns, end);
    add_line(&page, "", columns, end);
    add_line(&page,
             arena_printf(arena, ROW_FORMAT, "PID", "NAME", "KIND", "STATE", "MAIL", column, "HEAP",
                          "RESTARTS"),
             columns, end);
    int left = lines - HEADER_LINES;
    for (size_t i = 0; i < snapshot->actors.count && left > 0; i++, left--)
        add_actor(arena, &page, &snapshot->actors.items[i], columns, end);
    if (snapshot->live > snapshot->shown && left > 0)
        add_line(
            &page,
            arena_printf(arena, "and %lld more", (long long)(snapshot->live - snapshot->shown)),
            columns, end);
    return text_done(&page);
}

static void sort_rows(Snapshot *snapshot)
{
    if (snapshot->actors.count > 0)
        qsort(snapshot->actors.items, snapshot->actors.count, sizeof *snapshot->actors.items,
              by_interest);
}

/* ---- Again and again ---- */

typedef struct Terminal {
    struct termios before;
    int lines, columns;
} Terminal;

static bool terminal_open(Terminal *terminal)
{
    if (!isatty(STDOUT_FILENO) || tcgetattr(STDIN_FILENO, &terminal->before) != 0)
        return false;
    struct termios raw = terminal->before;
    /* Also Control-C is read as a key, so that the terminal is left as it was. */
    raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO | ISIG);
    tcsetattr(STDIN_FILENO, TCSANOW, &raw);
    printf("\033[?1049h\033[?25l");
    return true;
}

static void terminal_close(const Terminal *terminal)
{
    printf("\033[?25h\033[?1049l");
    fflush(stdout);
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal->before);
}

static void measure(Terminal *terminal)
{
    struct winsize size;
    bool known = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > HEADER_LINES &&
                 size.ws_col > 0;
    terminal->lines = known ? size.ws_row - 1 : 24;
    terminal->columns = known ? size.ws_col : 80;
}

/* True when somebody wants to quit within the time. */
static bool quits(int ms)
{
    struct pollfd keys = {.fd = STDIN_FILENO, .events = POLLIN};
    if (poll(&keys, 1, ms) <= 0)
        return false;
    char key = 'q';
    ssize_t got = read(STDIN_FILENO, &key, 1);
    return got <= 0 || key == 'q' || key == 'Q' || key == CONTROL_C;
}

static int by_pid(const void *left, const void *right)
{
    const ActorRow *a = left, *b = right;
    return (a->pid > b->pid) - (a->pid < b->pid);
}

/* Numbers since the start become numbers a second. `before` and `now` are ordered by pid. */
static void subtract(const Snapshot *before, Snapshot *now)
{
    int64_t ms = now->uptime_ms - before->uptime_ms;
    size_t i = 0;
    for (size_t k = 0; k < now->actors.count; k++) {
        ActorRow *row = &now->actors.items[k];
        while (i < before->actors.count && before->actors.items[i].pid < row->pid)
            i++;
        bool known = i < before->actors.count && before->actors.items[i].pid == row->pid;
        int64_t earlier = known ? before->actors.items[i].activations : 0;
        if (row->activations == SNAPSHOT_UNKNOWN || earlier == SNAPSHOT_UNKNOWN || ms <= 0)
            row->activations = SNAPSHOT_UNKNOWN;
        else
            row->activations = (int64_t)(uint32_t)(row->activations - earlier) * 1000 / ms;
    }
}

static Snapshot copy_of(Arena *arena, const Snapshot *snapshot)
{
    Snapshot copy = *snapshot;
    copy.actors = (ActorRowVec){0};
    for (size_t i = 0; i < snapshot->actors.count; i++)
        vec_push(arena, &copy.actors, snapshot->actors.items[i]);
    return copy;
}

static bool show(Arena *arena, long pid, Terminal *terminal, Snapshot *before, const char **error)
{
    Snapshot now;
    if (!snapshot_take(arena, pid, &now, error))
        return false;
    if (now.actors.count > 0)
        qsort(now.actors.items, now.actors.count, sizeof *now.actors.items, by_pid);
    Snapshot shown = copy_of(arena, &now);
    subtract(before, &shown);
    sort_rows(&shown);
    *before = now;
    measure(terminal);
    Text page = render(arena, &shown, "RUNS/S", terminal->lines, terminal->columns, "\033[K");
    printf("\033[H%.*s\033[J", (int)page.length, page.bytes);
    fflush(stdout);
    return true;
}

/* Each snapshot has an arena of its own, since the one before is needed too. */
static int watch_in(Arena *arenas[2], long pid)
{
    const char *error = NULL;
    Snapshot before;
    Terminal terminal;
    if (!snapshot_take(arenas[0], pid, &before, &error))
        return command_failed(error);
    if (before.actors.count > 0)
        qsort(before.actors.items, before.actors.count, sizeof *before.actors.items, by_pid);
    if (!terminal_open(&terminal))
        return command_failed("this is not a terminal: use --once");
    bool good = true;
    for (int wait = 100; good && !quits(wait); wait = REFRESH_MS) {
        good = show(arenas[1], pid, &terminal, &before, &error);
        if (!good)
            break;
        arena_free(arenas[0]);
        arenas[0] = arenas[1];
        arenas[1] = arena_new();
    }
    terminal_close(&terminal);
    return good ? 0 : command_failed(error);
}

static int watch(long pid)
{
    Arena *arenas[2] = {arena_new(), arena_new()};
    int status = watch_in(arenas, pid);
    arena_free(arenas[0]);
    arena_free(arenas[1]);
    return status;
}

static int print_once(Arena *arena, long pid)
{
    Snapshot snapshot;
    const char *error = NULL;
    if (!snapshot_take(arena, pid, &snapshot, &error))
        return command_failed(error);
    sort_rows(&snapshot);
    Text page = render(arena, &snapshot, "RUNS", INT32_MAX, INT32_MAX, "");
    fwrite(page.bytes, 1, page.length, stdout);
    return 0;
}

int cmd_top(Arena *arena, char **args)
{
    Options options = {0};
    const char *error = NULL;
    if (!options_parse(arena, 'O', args, &options, &error))
        return command_misused(error);
    char *end = NULL;
    errno = 0;
    long pid = options.input ? strtol(options.input, &end, 10) : 0;
    if (!end || *end || errno != 0 || pid <= 0)
        return command_misused("`meshc top` needs the number of a process");
    return options.once ? print_once(arena, pid) : watch(pid);
}
