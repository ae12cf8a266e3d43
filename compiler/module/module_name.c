#include "module/module_name.h"

#include <ctype.h>
#include <string.h>

static size_t without_suffix(const char *path)
{
    size_t length = strlen(path);
    return length > 4 && strcmp(path + length - 4, ".mpl") == 0 ? length - 4 : length;
}

Name module_name_of_path(Arena *arena, Interner *names, const char *path)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    bool start = true;
    for (size_t i = 0, length = without_suffix(path); i < length; i++) {
        char c = path[i];
        if (c == '/')
            text_add_char(&out, '.');
        else if (c != '_' && c != '.')
            text_add_char(&out, start ? (char)toupper((unsigned char)c) : c);
        start = c == '/' || c == '_' || c == '.';
    }
    return intern(names, text_done(&out));
}

Name module_name_of_std(Arena *arena, Interner *names, const char *file)
{
    static const struct {
        const char *file, *name;
    } special[] = {
#define STD_NAME(file, name) {file, name},
#include "module/std_name.def"
#undef STD_NAME
    };
    for (size_t i = 0; i < sizeof special / sizeof special[0]; i++) {
        if (strcmp(special[i].file, file) == 0)
            return intern_cstr(names, special[i].name);
    }
    return module_name_of_path(arena, names, file);
}

const char *module_likely_path(Arena *arena, const char *name)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    bool start = true;
    for (; *name; name++) {
        if (isupper((unsigned char)*name) && !start)
            text_add_char(&out, '_');
        text_add_char(&out, *name == '.' ? '/' : (char)tolower((unsigned char)*name));
        start = *name == '.';
    }
    text_add(&out, TEXT(".mpl"));
    return text_done(&out).bytes;
}

Name module_squash(Arena *arena, Interner *names, Text name)
{
    TextBuffer out;
    text_buffer_init(&out, arena);
    for (size_t i = 0; i < name.length; i++) {
        if (name.bytes[i] != '_')
            text_add_char(&out, (char)tolower((unsigned char)name.bytes[i]));
    }
    return intern(names, text_done(&out));
}

bool module_old_name(Text name, Text *module, Text *function)
{
    static const char *const modules[] = {"string", "list",   "map",    "set", "range",
                                          "queue",  "file",   "io",     "env", "json",
                                          "regex",  "crypto", "base64", "hex", "datetime"};
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
        size_t length = strlen(modules[i]);
        if (name.length < length + 2 || name.bytes[length] != '_' ||
            memcmp(name.bytes, modules[i], length) != 0)
            continue;
        *module = (Text){name.bytes, length};
        *function = (Text){name.bytes + length + 1, name.length - length - 1};
        /* The one that was called otherwise. */
        if (text_equal(name, TEXT("env_get_with_default")))
            *function = TEXT("get");
        return true;
    }
    return false;
}
