#include "driver/link.h"

#include "base/files.h"

#include <errno.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

typedef VEC(char *) ArgVec;

static void push(Arena *arena, ArgVec *args, const char *text)
{
    vec_push(arena, args, arena_printf(arena, "%s", text));
}

/* Words separated by blanks. */
static void push_words(Arena *arena, ArgVec *args, const char *words)
{
    while (words && *words) {
        size_t length = strcspn(words, " ");
        if (length > 0)
            vec_push(arena, args, arena_printf(arena, "%.*s", (int)length, words));
        words += length + (words[length] == ' ');
    }
}

static bool in_path(Arena *arena, const char *program)
{
    const char *path = getenv("PATH");
    while (path && *path) {
        size_t length = strcspn(path, ":");
        if (access(arena_printf(arena, "%.*s/%s", (int)length, path, program), X_OK) == 0)
            return true;
        path += length + (path[length] == ':');
    }
    return false;
}

static const char *find_compiler(Arena *arena)
{
    static const char *const names[] = {"clang-19", "clang", "cc", "gcc"};
    const char *chosen = getenv("MESH_CC");
    if (chosen && *chosen)
        return chosen;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (in_path(arena, names[i]))
            return names[i];
    }
    return NULL;
}

/* A compiler built with a sanitizer has a runtime that needs it too. */
static void push_sanitizers(Arena *arena, ArgVec *args)
{
    (void)arena;
    (void)args;
#if __has_feature(address_sanitizer)
    push(arena, args, "-fsanitize=address");
#endif
#if __has_feature(thread_sanitizer)
    push(arena, args, "-fsanitize=thread");
#endif
#if __has_feature(undefined_behavior_sanitizer)
    push(arena, args, "-fsanitize=undefined");
#endif
}

static bool have_lld(Arena *arena, const char *compiler)
{
    return in_path(arena, "ld.lld") ||
           (strcmp(compiler, "clang-19") == 0 && access("/usr/lib/llvm-19/bin/ld.lld", X_OK) == 0);
}

/* Object files that never touch the disk: the linker reads them through descriptors it inherits. */
typedef VEC(int) FileVec;

static ArgVec link_arguments(Arena *arena, const char *compiler, const FileVec *objects,
                             const char *runtime, const char *output)
{
    ArgVec args = {0};
    push(arena, &args, compiler);
    for (size_t i = 0; i < objects->count; i++)
        push(arena, &args, arena_printf(arena, "/proc/self/fd/%d", objects->items[i]));
    push(arena, &args, runtime);
    push(arena, &args, "-o");
    push(arena, &args, output);
    push_words(arena, &args, "-no-pie -Wl,--gc-sections -Wl,--as-needed");
    if (have_lld(arena, compiler))
        push(arena, &args, "-fuse-ld=lld");
    push_sanitizers(arena, &args);
    push_words(arena, &args, PROGRAM_LIBS);
    push_words(arena, &args, getenv("MESH_LINK_FLAGS"));
    vec_push(arena, &args, NULL);
    return args;
}

static int object_in_memory(Text object)
{
    int fd = memfd_create("program.o", 0);
    size_t written = 0;
    while (fd >= 0 && written < object.length) {
        ssize_t count = write(fd, object.bytes + written, object.length - written);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0) {
            close(fd);
            return -1;
        }
        written += (size_t)count;
    }
    return fd;
}

/* Runs the linker with the signals it would have without us. Its own messages go to stderr. */
static const char *run_linker(Arena *arena, ArgVec *args, const sigset_t *signals)
{
    extern char **environ;
    posix_spawnattr_t attributes;
    posix_spawnattr_init(&attributes);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK);
    posix_spawnattr_setsigmask(&attributes, signals);
    pid_t child;
    int failed = posix_spawnp(&child, args->items[0], NULL, &attributes, args->items, environ);
    posix_spawnattr_destroy(&attributes);
    if (failed)
        return arena_printf(arena, "cannot run the linker %s: %s", args->items[0],
                            strerror(failed));
    int status = 0;
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        continue;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
        return NULL;
    if (WIFSIGNALED(status))
        return arena_printf(arena, "the linker was ended by signal %d", WTERMSIG(status));
    return arena_printf(arena, "linking failed (%s, status %d)", args->items[0],
                        WEXITSTATUS(status));
}

static void close_all(const FileVec *files)
{
    for (size_t i = 0; i < files->count; i++)
        close(files->items[i]);
}

static bool keep_objects(Arena *arena, const TextVec *objects, FileVec *files)
{
    for (size_t i = 0; i < objects->count; i++) {
        int fd = object_in_memory(objects->items[i]);
        if (fd < 0) {
            int error = errno;
            close_all(files);
            errno = error;
            return false;
        }
        vec_push(arena, files, fd);
    }
    return true;
}

static bool signal_came(void)
{
    sigset_t pending;
    sigpending(&pending);
    return sigismember(&pending, SIGINT) || sigismember(&pending, SIGTERM) ||
           sigismember(&pending, SIGHUP);
}

/* With all that a linker left in it. */
static void remove_folder(Arena *arena, const char *folder)
{
    const char *error;
    FolderEntryVec left = {0};
    if (folder_read(arena, folder, &left, &error)) {
        for (size_t i = 0; i < left.count; i++)
            unlink(path_join(arena, folder, left.items[i].name));
    }
    rmdir(folder);
}

/* Linkers have temporary files of their own beside their output, and one that is ended by a signal
 * leaves them there. So it works in a folder beside the program, which goes away with what is in
 * it. */
static const char *link_to(Arena *arena, const FileVec *objects, const char *runtime,
                           const char *output, const sigset_t *signals, bool *interrupted)
{
    const char *compiler = find_compiler(arena);
    if (!compiler)
        return "no C compiler for linking (tried clang-19, clang, cc, gcc); install clang-19 or "
               "set MESH_CC";
    const char *folder = arena_printf(arena, "%s.tmp-%ld", output, (long)getpid());
    if (mkdir(folder, 0700) != 0)
        return arena_printf(arena, "cannot write `%s`: %s", output, strerror(errno));
    const char *temporary = path_join(arena, folder, "program");
    ArgVec args = link_arguments(arena, compiler, objects, runtime, temporary);
    const char *error = run_linker(arena, &args, signals);
    *interrupted = signal_came();
    if (*interrupted)
        error = "interrupted";
    if (!error && rename(temporary, output) != 0)
        error = arena_printf(arena, "cannot write `%s`: %s", output, strerror(errno));
    remove_folder(arena, folder);
    return error;
}

void hold_ending_signals(sigset_t *before)
{
    sigset_t held;
    sigemptyset(&held);
    sigaddset(&held, SIGINT);
    sigaddset(&held, SIGTERM);
    sigaddset(&held, SIGHUP);
    sigprocmask(SIG_BLOCK, &held, before);
}

const char *link_program(Arena *arena, const TextVec *objects, const char *runtime,
                         const char *output, bool *interrupted)
{
    FileVec files = {0};
    if (!keep_objects(arena, objects, &files))
        return arena_printf(arena, "cannot keep the object files: %s", strerror(errno));
    sigset_t before;
    hold_ending_signals(&before);
    const char *error = link_to(arena, &files, runtime, output, &before, interrupted);
    close_all(&files);
    if (!*interrupted)
        sigprocmask(SIG_SETMASK, &before, NULL);
    return error;
}
