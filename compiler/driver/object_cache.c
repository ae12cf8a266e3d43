#include "driver/object_cache.h"

#include "base/files.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <link.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
    DEFAULT_MB = 512,
    TRIM_SECONDS = 60,   /* the folder is looked through at most this often */
    TOUCH_SECONDS = 3600 /* the time of use of an entry is only so precise */
};

/* ---- Names ---- */

typedef struct Digest {
    uint8_t bytes[crypto_hash_sha256_BYTES];
} Digest;

static const uint8_t *bytes_of(Text text)
{
    return (const uint8_t *)text.bytes;
}

/* The linker's digest of the program this is: another build of the compiler has another. */
static int find_build_id(struct dl_phdr_info *info, size_t size, void *out)
{
    (void)size;
    Text *id = out;
    for (int i = 0; i < info->dlpi_phnum; i++) {
        if (info->dlpi_phdr[i].p_type != PT_NOTE)
            continue;
        const char *at = (const char *)(info->dlpi_addr + info->dlpi_phdr[i].p_vaddr);
        const char *end = at + info->dlpi_phdr[i].p_memsz;
        while (at + sizeof(ElfW(Nhdr)) <= end) {
            const ElfW(Nhdr) *note = (const ElfW(Nhdr) *)at;
            const char *name = at + sizeof *note;
            const char *value = name + ((note->n_namesz + 3) & ~3u);
            if (note->n_type == NT_GNU_BUILD_ID && note->n_namesz == 4 &&
                memcmp(name, "GNU", 4) == 0)
                *id = (Text){value, note->n_descsz};
            at = value + ((note->n_descsz + 3) & ~3u);
        }
    }
    return 1; /* the first is the program itself */
}

static Digest key_of(const ObjectCache *cache, Text content)
{
    Digest key;
    crypto_hash_sha256_state sha;
    crypto_hash_sha256_init(&sha);
    crypto_hash_sha256_update(&sha, bytes_of(cache->compiler), cache->compiler.length);
    crypto_hash_sha256_update(&sha, bytes_of(content), content.length);
    crypto_hash_sha256_final(&sha, key.bytes);
    return key;
}

static Digest digest_of(Text text)
{
    Digest digest;
    crypto_hash_sha256(digest.bytes, bytes_of(text), text.length);
    return digest;
}

static const char *path_of(const ObjectCache *cache, Arena *arena, const Digest *key)
{
    char name[2 * sizeof key->bytes + 1];
    for (size_t i = 0; i < sizeof key->bytes; i++)
        snprintf(name + 2 * i, 3, "%02x", key->bytes[i]);
    return arena_printf(arena, "%s/%s.o", cache->folder, name);
}

/* ---- Entries: digest of the object, then the object ---- */

static void note_use(const char *path)
{
    struct stat info;
    if (stat(path, &info) == 0 && info.st_mtime + TOUCH_SECONDS < time(NULL))
        utimensat(AT_FDCWD, path, NULL, 0);
}

static bool find(void *context, Arena *arena, Text content, Text *object)
{
    const ObjectCache *cache = context;
    const char *error;
    Text entry;
    Digest key = key_of(cache, content);
    const char *path = path_of(cache, arena, &key);
    if (!path_is_file(path) || !file_read(arena, path, &entry, &error) ||
        entry.length < sizeof(Digest))
        return false;
    Text kept = {entry.bytes + sizeof(Digest), entry.length - sizeof(Digest)};
    Digest digest = digest_of(kept);
    if (memcmp(&digest, entry.bytes, sizeof digest) != 0)
        return false;
    note_use(path);
    *object = kept;
    return true;
}

/* A cache that cannot be written is no reason to fail. */
static void keep(void *context, Arena *arena, Text content, Text object)
{
    ObjectCache *cache = context;
    const char *error;
    Digest key = key_of(cache, content), digest = digest_of(object);
    TextBuffer entry;
    text_buffer_init(&entry, arena);
    text_add(&entry, (Text){(const char *)digest.bytes, sizeof digest.bytes});
    text_add(&entry, object);
    if (file_write(arena, path_of(cache, arena, &key), text_done(&entry), false, &error))
        atomic_store_explicit(&cache->wrote, true, memory_order_relaxed);
}

/* ---- The folder ---- */

static bool make_folders(Arena *arena, const char *path)
{
    char *part = arena_printf(arena, "%s", path);
    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(part, 0777);
        *slash = '/';
    }
    return mkdir(part, 0700) == 0 || errno == EEXIST;
}

static const char *choose_folder(Arena *arena)
{
    const char *chosen = getenv("MESH_CACHE"), *base = getenv("XDG_CACHE_HOME"),
               *home = getenv("HOME");
    if (chosen)
        return *chosen && strcmp(chosen, "off") != 0 ? chosen : NULL;
    if (base && *base == '/')
        return path_join(arena, base, "mesh");
    return home && *home == '/' ? path_join(arena, home, ".cache/mesh") : NULL;
}

void object_cache_init(ObjectCache *cache, Arena *arena)
{
    *cache = (ObjectCache){.folder = choose_folder(arena)};
    cache->store = (ObjectStore){cache, find, keep};
    const char *limit = getenv("MESH_CACHE_MB");
    char *end = NULL;
    unsigned long long mb = limit ? strtoull(limit, &end, 10) : 0;
    cache->limit_bytes = (limit && *limit && !*end ? mb : DEFAULT_MB) << 20;
    dl_iterate_phdr(find_build_id, &cache->compiler);
    if (cache->compiler.length == 0 || (cache->folder && !make_folders(arena, cache->folder)))
        cache->folder = NULL;
}

typedef struct Entry {
    const char *path;
    uint64_t bytes;
    struct timespec used;
} Entry;

typedef VEC(Entry) EntryVec;

static int older_first(const void *left, const void *right)
{
    const struct timespec *a = &((const Entry *)left)->used, *b = &((const Entry *)right)->used;
    if (a->tv_sec != b->tv_sec)
        return a->tv_sec < b->tv_sec ? -1 : 1;
    return a->tv_nsec < b->tv_nsec ? -1 : a->tv_nsec > b->tv_nsec;
}

/* Also what an interrupted compiler left under a temporary name: it grows old like the others. */
static uint64_t list_entries(const ObjectCache *cache, Arena *arena, EntryVec *entries)
{
    const char *error;
    FolderEntryVec files = {0};
    uint64_t total = 0;
    if (!folder_read(arena, cache->folder, &files, &error))
        return 0;
    for (size_t i = 0; i < files.count; i++) {
        Entry entry = {.path = path_join(arena, cache->folder, files.items[i].name)};
        struct stat info;
        if (!files.items[i].is_file || stat(entry.path, &info) != 0)
            continue;
        entry.bytes = (uint64_t)info.st_size;
        entry.used = info.st_mtim;
        total += entry.bytes;
        vec_push(arena, entries, entry);
    }
    return total;
}

/* True when the folder was looked through a moment ago; otherwise it counts as looked through from
 * now on. */
static bool trimmed_lately(const ObjectCache *cache, Arena *arena)
{
    const char *mark = path_join(arena, cache->folder, "trimmed");
    struct stat info;
    time_t now = time(NULL);
    if (stat(mark, &info) == 0 && info.st_mtime <= now && now < info.st_mtime + TRIM_SECONDS)
        return true;
    int fd = open(mark, O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
    if (fd < 0)
        return false;
    futimens(fd, NULL);
    close(fd);
    return false;
}

void object_cache_trim(ObjectCache *cache, Arena *arena)
{
    if (!cache->folder || !atomic_load_explicit(&cache->wrote, memory_order_relaxed) ||
        trimmed_lately(cache, arena))
        return;
    EntryVec entries = {0};
    uint64_t total = list_entries(cache, arena, &entries);
    if (total <= cache->limit_bytes)
        return;
    qsort(entries.items, entries.count, sizeof(Entry), older_first);
    /* so that the next builds find room */
    uint64_t goal = cache->limit_bytes - cache->limit_bytes / 5;
    for (size_t i = 0; i < entries.count && total > goal; i++) {
        if (unlink(entries.items[i].path) == 0)
            total -= entries.items[i].bytes;
    }
}
