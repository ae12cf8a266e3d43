/* Test programs with tokens deleted, doubled, swapped and replaced, through the compiler: each is
 * refused with a diagnostic or compiles, without a crash, within TIME_LIMIT_S.
 *
 *     token_mutations [-n COUNT] [-s SEED] [-j JOBS] [-i NUMBER] WORK_FOLDER TESTS_FOLDER...
 *
 * Mutation number i depends on the seed, i and the programs only; -i runs that one alone and leaves
 * it in the work folder. What fails is kept there too. Exit status 1 when something did. */
#include "fuzz/front_end.h"
#include "base/files.h"
#include "syntax/lexer.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

enum { TIME_LIMIT_S = 10, MOST_FINDINGS = 20, MOST_JOBS = 16, OBJECT_EVERY = 16 };

typedef struct File {
    const char *name; /* below the folder of its program */
    Text text;
    TokenVec tokens; /* without the last one, which is empty */
} File;

typedef VEC(File) FileVec;

/* A folder with a main.mpl, or a file alone. */
typedef struct Example {
    const char *path;
    bool is_folder;
    FileVec files;
} Example;

typedef struct Fuzzer {
    Arena *arena;
    Interner *names;
    VEC(Example *) examples;
    const char *work;
    uint64_t seed, count;
    int jobs;
} Fuzzer;

/* What a worker tells whoever waits for it. */
typedef struct Progress {
    uint64_t next;
    uint64_t accepted;
    char path[1024]; /* of the mutated program */
} Progress;

/* ---- The programs ---- */

static bool ends_in(const char *name, const char *end)
{
    size_t a = strlen(name), b = strlen(end);
    return a >= b && strcmp(name + a - b, end) == 0;
}

static void add_file(Fuzzer *f, Example *example, const char *path, const char *name)
{
    File file = {.name = name};
    const char *error;
    if (!file_read(f->arena, path, &file.text, &error))
        return;
    DiagList diags;
    diag_list_init(&diags, f->arena);
    file.tokens =
        lex_source(f->arena, f->names, source_new(f->arena, name, file.text), &diags)->tokens;
    file.tokens.count--;
    if (file.tokens.count > 0)
        vec_push(f->arena, &example->files, file);
}

static Example *new_example(Fuzzer *f, const char *path, bool is_folder)
{
    Example *example = ARENA_NEW(f->arena, Example);
    example->path = path;
    example->is_folder = is_folder;
    vec_push(f->arena, &f->examples, example);
    return example;
}

/* Below `folder`; into `example`, or each file for itself when that is NULL. */
static void add_folder(Fuzzer *f, Example *example, const char *folder, const char *below)
{
    const char *error;
    FolderEntryVec entries = {0};
    if (!folder_read(f->arena, folder, &entries, &error))
        return;
    if (!example && path_is_file(path_join(f->arena, folder, "main.mpl"))) {
        example = new_example(f, folder, true);
        below = "";
    }
    for (size_t i = 0; i < entries.count; i++) {
        const char *path = path_join(f->arena, folder, entries.items[i].name);
        const char *name =
            *below ? path_join(f->arena, below, entries.items[i].name) : entries.items[i].name;
        if (entries.items[i].is_folder)
            add_folder(f, example, path, example ? name : "");
        else if (entries.items[i].is_file && ends_in(path, ".mpl"))
            add_file(f, example ? example : new_example(f, path, false), path, name);
    }
}

/* ---- Mutations ---- */

static uint64_t next_random(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

static size_t below(uint64_t *random, size_t count)
{
    return (size_t)(next_random(random) % count);
}

static Text token_bytes(const File *file, size_t index)
{
    Token token = file->tokens.items[index];
    return (Text){file->text.bytes + token.start, token.end - token.start};
}

static const File *any_file(Fuzzer *f, uint64_t *random)
{
    for (;;) {
        Example *example = f->examples.items[below(random, f->examples.count)];
        if (example->files.count > 0)
            return &example->files.items[below(random, example->files.count)];
    }
}

/* What stands at each token after the mutation: at most two texts. */
typedef struct Edit {
    Text first, second;
} Edit;

static void edit_once(Fuzzer *f, const File *file, Edit *edits, uint64_t *random)
{
    size_t count = file->tokens.count, at = below(random, count);
    const File *other = below(random, 3) ? file : any_file(f, random);
    Text any = token_bytes(other, below(random, other->tokens.count));
    switch (below(random, 6)) {
    case 0:
        edits[at] = (Edit){0};
        return;
    case 1:
        edits[at].second = edits[at].first;
        return;
    case 2:
        edits[at].second = any;
        return;
    case 3:
        edits[at].first = any;
        return;
    }
    size_t with = below(random, 2) ? (at + 1) % count : below(random, count);
    Edit kept = edits[at];
    edits[at] = edits[with];
    edits[with] = kept;
}

static Text apply(Arena *arena, const File *file, const Edit *edits)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    size_t done = 0;
    for (size_t i = 0; i < file->tokens.count; i++) {
        Token token = file->tokens.items[i];
        text_add(&out, (Text){file->text.bytes + done, token.start - done});
        text_add(&out, edits[i].first);
        if (edits[i].second.length > 0) {
            text_add_char(&out, ' ');
            text_add(&out, edits[i].second);
        }
        done = token.end;
    }
    text_add(&out, (Text){file->text.bytes + done, file->text.length - done});
    return text_done(&out);
}

static Text mutated(Fuzzer *f, Arena *arena, const File *file, uint64_t *random)
{
    Edit *edits = ARENA_ARRAY(arena, Edit, file->tokens.count);
    for (size_t i = 0; i < file->tokens.count; i++)
        edits[i].first = token_bytes(file, i);
    size_t times = below(random, 4) ? 1 : 2 + below(random, 3);
    for (size_t i = 0; i < times; i++)
        edit_once(f, file, edits, random);
    return apply(arena, file, edits);
}

/* ---- Running ---- */

static void put(Arena *arena, const char *path, Text text)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/'))
        mkdir(arena_printf(arena, "%.*s", (int)(slash - path), path), 0777);
    FILE *out = fopen(path, "w");
    if (!out || fwrite(text.bytes, 1, text.length, out) != text.length)
        bug("cannot write %s: %s", path, strerror(errno));
    fclose(out);
}

/* Writes mutation `number` and returns where. Each example has a folder a worker, which keeps its
 * name. */
static const char *write_mutation(Fuzzer *f, Arena *arena, int worker, uint64_t number)
{
    uint64_t random = f->seed * UINT64_C(0x2545f4914f6cdd1d) + number;
    size_t index = below(&random, f->examples.count);
    Example *example = f->examples.items[index];
    if (example->files.count == 0)
        return NULL;
    size_t chosen = below(&random, example->files.count);
    const char *folder = arena_printf(arena, "%s/%d/%zu", f->work, worker, index), *single = NULL;
    for (size_t i = 0; i < example->files.count; i++) {
        File *file = &example->files.items[i];
        single = path_join(arena, folder, file->name);
        put(arena, single, i == chosen ? mutated(f, arena, file, &random) : file->text);
    }
    return example->is_folder ? folder : single;
}

static void set_alarm(int seconds)
{
    struct itimerval timer = {.it_value.tv_sec = seconds};
    setitimer(ITIMER_REAL, &timer, NULL);
}

static void run_one(Fuzzer *f, int worker, uint64_t number, Progress *progress)
{
    Arena *arena = arena_new();
    const char *path = write_mutation(f, arena, worker, number);
    if (path) {
        snprintf(progress->path, sizeof progress->path, "%s", path);
        set_alarm(TIME_LIMIT_S);
        progress->accepted +=
            compile(path, number % OBJECT_EVERY ? FRONT_AND_MIDDLE : FRONT_TO_OBJECT);
        set_alarm(0);
    }
    arena_free(arena);
}

/* The numbers of one worker, in a process of its own from one finding to the next. */
static void work(Fuzzer *f, int worker, Progress *progress)
{
    for (; progress->next < f->count; progress->next += (uint64_t)f->jobs)
        run_one(f, worker, progress->next, progress);
}

static pid_t start(Fuzzer *f, int worker, Progress *progress)
{
    fflush(NULL);
    pid_t child = fork();
    if (child == 0) {
        work(f, worker, progress);
        _exit(0);
    }
    return child;
}

static void keep(Fuzzer *f, const Progress *progress, int status)
{
    const char *saved =
        arena_printf(f->arena, "%s/finding-%llu", f->work, (unsigned long long)progress->next);
    const char *why =
        WIFSIGNALED(status) && WTERMSIG(status) == SIGALRM ? "takes too long" : "ends the compiler";
    rename(progress->path,
           path_is_folder(progress->path) ? saved : arena_printf(f->arena, "%s.mpl", saved));
    printf("mutation %llu %s (status %#x): %s\n", (unsigned long long)progress->next, why,
           (unsigned)status, saved);
    fflush(stdout);
}

static int run_all(Fuzzer *f)
{
    Progress *progress = mmap(NULL, sizeof *progress * MOST_JOBS, PROT_READ | PROT_WRITE,
                              MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    pid_t children[MOST_JOBS] = {0};
    int findings = 0, running = 0;
    for (int i = 0; i < f->jobs; i++, running++) {
        progress[i].next = (uint64_t)i;
        children[i] = start(f, i, &progress[i]);
    }
    while (running > 0) {
        int status, worker = 0;
        pid_t ended = wait(&status);
        while (children[worker] != ended)
            worker++;
        running--;
        if (status == 0)
            continue;
        keep(f, &progress[worker], status);
        progress[worker].next += (uint64_t)f->jobs;
        if (++findings < MOST_FINDINGS) {
            children[worker] = start(f, worker, &progress[worker]);
            running++;
        }
    }
    uint64_t accepted = 0;
    for (int i = 0; i < f->jobs; i++)
        accepted += progress[i].accepted;
    printf("%zu programs, %llu mutations, %llu accepted, %d findings\n", f->examples.count,
           (unsigned long long)f->count, (unsigned long long)accepted, findings);
    return findings > 0;
}

int main(int argc, char **argv)
{
    Arena *arena = arena_new();
    Fuzzer f = {.arena = arena, .names = interner_new(arena), .seed = 1, .count = 1000, .jobs = 1};
    const char *alone = NULL;
    int option;
    while ((option = getopt(argc, argv, "n:s:j:i:")) != -1) {
        if (option == 'n')
            f.count = strtoull(optarg, NULL, 10);
        else if (option == 's')
            f.seed = strtoull(optarg, NULL, 10);
        else if (option == 'j')
            f.jobs = atoi(optarg) < MOST_JOBS ? atoi(optarg) : MOST_JOBS;
        else if (option == 'i')
            alone = optarg;
        else
            return 2;
    }
    if (argc - optind < 2)
        return 2;
    f.work = argv[optind++];
    for (; optind < argc; optind++)
        add_folder(&f, NULL, argv[optind], "");
    if (f.examples.count == 0)
        bug("no programs");
    if (!alone)
        return run_all(&f);
    Progress progress = {0};
    run_one(&f, 0, strtoull(alone, NULL, 10), &progress);
    printf("%s: %s\n", progress.path, progress.accepted ? "accepted" : "refused");
    arena_free(arena);
    return 0;
}
