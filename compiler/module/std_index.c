#include "module/std_index.h"

#include "base/files.h"
#include "module/module_name.h"

#include <ctype.h>

static bool is_word(char c)
{
    return isalnum((unsigned char)c) || c == '_' || (unsigned char)c >= 0x80;
}

static Text word_at(Text text, size_t at)
{
    size_t end = at;
    while (end < text.length && is_word(text.bytes[end]))
        end++;
    return (Text){text.bytes + at, end - at};
}

static size_t line_end(Text text, size_t at)
{
    const char *end = memchr(text.bytes + at, '\n', text.length - at);
    return end ? (size_t)(end - text.bytes) : text.length;
}

static bool starts_with(Text text, size_t at, Text prefix)
{
    return text.length - at >= prefix.length &&
           memcmp(text.bytes + at, prefix.bytes, prefix.length) == 0;
}

/* Public types stand at the start of a line. */
static void index_types(StdIndex *index, StdFile *file)
{
    static const char *const heads[] = {"pub struct ", "pub type ", "pub interface ",
                                        "pub service ", "service "};
    Text text = file->text;
    for (size_t at = 0; at < text.length; at = line_end(text, at) + 1) {
        for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++) {
            Text head = text_of(heads[i]);
            if (!starts_with(text, at, head))
                continue;
            Name name = intern(index->names, word_at(text, at + head.length));
            if (!map_get(&index->types, name))
                map_put(index->arena, &index->types, name, file);
        }
    }
}

static bool ends_in(const char *name, const char *end)
{
    size_t a = strlen(name), b = strlen(end);
    return a > b && strcmp(name + a - b, end) == 0;
}

bool std_index_read(StdIndex *index, Arena *arena, Interner *names, const char *folder,
                    const char **error)
{
    *index = (StdIndex){.arena = arena, .names = names};
    FolderEntryVec entries = {0};
    if (!folder_read(arena, folder, &entries, error))
        return false;
    for (size_t i = 0; i < entries.count; i++) {
        FolderEntry *entry = &entries.items[i];
        if (!entry->is_file || entry->name[0] == '.' || !ends_in(entry->name, ".mpl") ||
            ends_in(entry->name, ".test.mpl"))
            continue;
        StdFile *file = ARENA_NEW(arena, StdFile);
        file->file = entry->name;
        file->name = module_name_of_std(arena, names, entry->name);
        if (!file_read(arena, path_join(arena, folder, entry->name), &file->text, error))
            return false;
        vec_push(arena, &index->files, file);
        Text stem = {entry->name, strlen(entry->name) - 4};
        map_put(arena, &index->modules, module_squash(arena, names, stem), file);
        index_types(index, file);
    }
    return true;
}

StdFile *std_index_module(StdIndex *index, Text name)
{
    return map_get(&index->modules, module_squash(index->arena, index->names, name));
}

static void add_module(StdIndex *index, const char *name, StdFileVec *out)
{
    StdFile *file = std_index_module(index, text_of(name));
    if (file)
        vec_push(index->arena, out, file);
}

/* A module by the bare name of one of its functions. Variables have such names as well, so it must
 * have that one. */
static void add_old_name(StdIndex *index, Text word, StdFileVec *out)
{
    Text module, function;
    if (!module_old_name(word, &module, &function))
        return;
    StdFile *file = std_index_module(index, module);
    const char *wanted =
        arena_printf(index->arena, " fn %.*s", (int)function.length, function.bytes);
    if (file && memmem(file->text.bytes, file->text.length, wanted, strlen(wanted)))
        vec_push(index->arena, out, file);
}

static void add_word(StdIndex *index, Text word, StdFileVec *out)
{
    if (isupper((unsigned char)word.bytes[0])) {
        StdFile *file = std_index_module(index, word);
        if (file)
            vec_push(index->arena, out, file);
        file = map_get(&index->types, intern(index->names, word));
        if (file)
            vec_push(index->arena, out, file);
    } else if (text_equal(word, TEXT("json"))) {
        add_module(index, "Json", out);
    } else if (text_equal(word, TEXT("supervisor"))) {
        add_module(index, "Supervisor", out);
    } else if (word.length >= 6 && memcmp(word.bytes, "assert", 6) == 0) {
        add_module(index, "Test", out);
    } else {
        add_old_name(index, word, out);
    }
}

/* A line that is a comment and cannot be the interpolation of a heredoc. */
static bool is_comment_line(Text text, size_t at, size_t end)
{
    while (at < end && (text.bytes[at] == ' ' || text.bytes[at] == '\t'))
        at++;
    if (at >= end || text.bytes[at] != '#')
        return false;
    for (; at + 1 < end; at++) {
        if ((text.bytes[at] == '#' || text.bytes[at] == '$') && text.bytes[at + 1] == '{')
            return false;
    }
    return true;
}

static void mentions_of_line(StdIndex *index, Text text, size_t at, size_t end, StdFileVec *out)
{
    while (at < end) {
        char c = text.bytes[at];
        if (c == '~' && at + 2 < end && text.bytes[at + 1] == 'r' && text.bytes[at + 2] == '/')
            add_module(index, "Regex", out);
        if (!is_word(c)) {
            at++;
            continue;
        }
        Text word = word_at(text, at);
        add_word(index, word, out);
        at += word.length;
    }
}

void std_index_mentions(StdIndex *index, Text text, StdFileVec *out)
{
    for (size_t at = 0; at < text.length;) {
        size_t end = line_end(text, at);
        if (!is_comment_line(text, at, end))
            mentions_of_line(index, text, at, end, out);
        at = end + 1;
    }
}
