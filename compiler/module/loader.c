#include "module/loader.h"

#include "base/files.h"
#include "base/map.h"
#include "module/module_name.h"
#include "module/std_index.h"

/* Modules the language leans on without naming them: literals, operators, prelude, methods of
 * values. */
static const char *const always_loaded[] = {"core",  "prelude", "int",    "float",
                                            "bool",  "string",  "list",   "map",
                                            "range", "option",  "result", "atom"};

enum { MAX_DEPTH = 64 }; /* of folders; more is a loop of symbolic links */

typedef struct Loader {
    Arena *arena;
    Interner *names;
    DiagList *diags;
    const LoadOptions *options;
    const char *root;
    bool single; /* one file: others are read when it imports them */
    StdIndex std;
    Map modules; /* Name -> LoadedModule of the project */
    VEC(LoadedModule *) project, library;
    VEC(StdFile *) wanted; /* library files to load */
    Map state;             /* LoadedModule -> visited or on the path, while ordering */
    VEC(LoadedModule *) path;
    LoadedModules *result;
} Loader;

static void report_world(Loader *l, const char *error)
{
    diag_add(l->diags, DIAG_OTHER, (Span){0}, "%s", error);
}

static Text without_bom(Text text)
{
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0)
        return (Text){text.bytes + 3, text.length - 3};
    return text;
}

/* ---- The library ---- */

static void want(Loader *l, StdFile *file)
{
    if (file->loaded)
        return;
    LoadedModule *module = ARENA_NEW(l->arena, LoadedModule);
    module->name = file->name;
    module->is_std = true;
    file->loaded = module;
    vec_push(l->arena, &l->wanted, file);
}

static void add_import(Loader *l, LoadedModule *module, LoadedModule *imported)
{
    if (module == imported)
        return;
    for (size_t i = 0; i < module->imports.count; i++) {
        if (module->imports.items[i] == imported)
            return;
    }
    vec_push(l->arena, &module->imports, imported);
}

static void add_library_imports(Loader *l, LoadedModule *module, Text text)
{
    StdFileVec mentioned = {0};
    std_index_mentions(&l->std, text, &mentioned);
    for (size_t i = 0; i < mentioned.count; i++) {
        want(l, mentioned.items[i]);
        add_import(l, module, mentioned.items[i]->loaded);
    }
}

static void load_library(Loader *l)
{
    for (size_t i = 0; i < l->wanted.count; i++) {
        StdFile *file = l->wanted.items[i];
        LoadedModule *module = file->loaded;
        Source *source = source_new(l->arena, arena_printf(l->arena, "std/%s", file->file),
                                    without_bom(file->text));
        ParseOptions options = {.allow_extern = true};
        module->tree = parse_file(l->arena, l->names, source, options, l->diags);
        add_library_imports(l, module, source->text);
        vec_push(l->arena, &l->library, module);
    }
    l->wanted.count = 0;
}

static bool start_library(Loader *l)
{
    const char *error = NULL;
    if (!std_index_read(&l->std, l->arena, l->names, l->options->std_folder, &error)) {
        report_world(l, error);
        return false;
    }
    for (size_t i = 0; i < sizeof always_loaded / sizeof always_loaded[0]; i++) {
        StdFile *file = std_index_module(&l->std, text_of(always_loaded[i]));
        if (file)
            want(l, file);
    }
    return true;
}

/* ---- The project ---- */

static bool ends_in(const char *name, const char *end)
{
    size_t a = strlen(name), b = strlen(end);
    return a >= b && strcmp(name + a - b, end) == 0;
}

static LoadedModule *load_file(Loader *l, const char *shown, Name name, bool is_test)
{
    const char *error = NULL;
    Text text;
    if (!file_read(l->arena, path_join(l->arena, l->root, shown), &text, &error)) {
        report_world(l, error);
        return NULL;
    }
    Source *source = source_new(l->arena, shown, without_bom(text));
    LoadedModule *module = ARENA_NEW(l->arena, LoadedModule);
    module->name = name;
    ParseOptions options = {.test_file = is_test};
    module->tree = parse_file(l->arena, l->names, source, options, l->diags);
    add_library_imports(l, module, source->text);
    LoadedModule *other = map_get(&l->modules, name);
    if (other)
        diag_add(l->diags, DIAG_OTHER, (Span){source, 0, 0}, "`%s` and `%s` are both module `%s`",
                 other->tree->source->path, shown, name);
    map_put(l->arena, &l->modules, name, module);
    vec_push(l->arena, &l->project, module);
    return module;
}

/* By its name alone: a folder, a pipe or a link to nowhere that calls itself a source is refused
 * when it is read, since leaving it out would hide a module. */
static bool is_part_of_build(const FolderEntry *entry)
{
    return ends_in(entry->name, ".mpl") && !ends_in(entry->name, ".test.mpl");
}

static void load_folder(Loader *l, const char *below, int depth)
{
    const char *error = NULL;
    FolderEntryVec entries = {0};
    const char *folder = *below ? path_join(l->arena, l->root, below) : l->root;
    if (!folder_read(l->arena, folder, &entries, &error)) {
        report_world(l, error);
        return;
    }
    for (size_t i = 0; i < entries.count; i++) {
        FolderEntry *entry = &entries.items[i];
        if (entry->name[0] == '.')
            continue;
        const char *shown = *below ? path_join(l->arena, below, entry->name) : entry->name;
        if (!is_part_of_build(entry)) {
            if (entry->is_folder && depth < MAX_DEPTH)
                load_folder(l, shown, depth + 1);
            continue;
        }
        bool is_main = !*below && strcmp(entry->name, "main.mpl") == 0;
        if (is_main && l->options->test_file)
            continue;
        LoadedModule *module =
            load_file(l, shown, module_name_of_path(l->arena, l->names, shown), false);
        if (module)
            module->is_entry = is_main;
    }
}

static const char *folder_of(Loader *l, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return ".";
    return slash == path ? "/" : arena_printf(l->arena, "%.*s", (int)(slash - path), path);
}

static const char *file_of(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

/* The test file as seen from the root, when it lies below it. */
static const char *below_root(Loader *l, const char *path)
{
    size_t length = strlen(l->root);
    while (length > 1 && l->root[length - 1] == '/')
        length--;
    if (strncmp(path, l->root, length) == 0 && path[length] == '/')
        return path + length + 1;
    return strcmp(l->root, ".") == 0 || path_is_file(path_join(l->arena, l->root, path)) ? path
                                                                                         : NULL;
}

static void load_test(Loader *l)
{
    const char *shown = below_root(l, l->options->test_file);
    if (!shown) {
        report_world(l, arena_printf(l->arena, "`%s` does not lie in the project `%s`",
                                     l->options->test_file, l->root));
        return;
    }
    LoadedModule *module =
        load_file(l, shown, module_name_of_path(l->arena, l->names, shown), true);
    if (module)
        module->is_entry = true;
    StdFile *test = std_index_module(&l->std, TEXT("test"));
    if (test)
        want(l, test);
}

static void load_project(Loader *l)
{
    const char *project = l->options->project;
    if (ends_in(project, ".mpl") && !path_is_folder(project)) {
        l->single = true;
        l->root = folder_of(l, project);
        bool is_test = ends_in(project, ".test.mpl");
        LoadedModule *module =
            load_file(l, file_of(project), intern_cstr(l->names, "Main"), is_test);
        if (module)
            module->is_entry = true;
        StdFile *test = is_test ? std_index_module(&l->std, TEXT("test")) : NULL;
        if (test)
            want(l, test);
        return;
    }
    l->root = project;
    load_folder(l, "", 0);
    if (l->options->test_file)
        load_test(l);
}

/* ---- Imports ---- */

static Name dotted(Loader *l, const Path *path, size_t count)
{
    TextBuffer out;
    text_buffer_init(&out, l->arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(&out, '.');
        text_add(&out, text_of(path->parts.items[i].name));
    }
    return intern(l->names, text_done(&out));
}

static LoadedModule *load_neighbour(Loader *l, Name name)
{
    const char *shown = module_likely_path(l->arena, name);
    if (!l->single || !path_is_file(path_join(l->arena, l->root, shown)))
        return NULL;
    return load_file(l, shown, name, false);
}

static bool has_nested(const ItemVec *items, const Path *path, size_t at)
{
    if (at == path->parts.count)
        return true;
    for (size_t i = 0; i < items->count; i++) {
        const Item *item = items->items[i];
        if (item->name.name != path->parts.items[at].name)
            continue;
        if (item->kind == IT_MODULE)
            return has_nested(&item->items, path, at + 1);
        if (item->kind == IT_SERVICE)
            return at + 1 == path->parts.count;
    }
    return false;
}

/* The file that holds the module, which may be nested in it. */
static LoadedModule *find_imported(Loader *l, const Path *path)
{
    for (size_t count = path->parts.count; count > 0; count--) {
        Name name = dotted(l, path, count);
        LoadedModule *found = map_get(&l->modules, name);
        if (!found)
            found = load_neighbour(l, name);
        if (found && has_nested(&found->tree->items, path, count))
            return found;
    }
    if (path->parts.count != 1)
        return NULL;
    StdFile *file = std_index_module(&l->std, text_of(path->parts.items[0].name));
    if (!file)
        return NULL;
    want(l, file);
    return file->loaded;
}

static Name nearest_module(Loader *l, Name wanted)
{
    Name best = NULL;
    int distance = strlen(wanted) <= 4 ? 2 : 3;
    for (size_t i = 0; i < l->project.count; i++) {
        Name name = l->project.items[i]->name;
        int edits = edit_distance(wanted, name, distance - 1);
        if (edits < distance && name != wanted) {
            distance = edits;
            best = name;
        }
    }
    for (size_t i = 0; i < l->std.files.count; i++) {
        Name name = l->std.files.items[i]->name;
        int edits = edit_distance(wanted, name, distance - 1);
        if (edits < distance) {
            distance = edits;
            best = name;
        }
    }
    return best;
}

static void follow_import(Loader *l, LoadedModule *module, const Item *item)
{
    if (item->path.parts.count == 0)
        return;
    Name name = dotted(l, &item->path, item->path.parts.count);
    LoadedModule *imported = find_imported(l, &item->path);
    if (!imported) {
        Diag *diag =
            diag_add(l->diags, DIAG_NO_MODULE, item->path.span, "module not found: %s", name);
        Name near = nearest_module(l, name);
        if (near)
            diag_hint(l->diags, diag, "did you mean `%s`?", near);
        return;
    }
    if (imported == module && module->name == name)
        diag_add(l->diags, DIAG_OTHER, item->path.span, "Module '%s' cannot import itself", name);
    add_import(l, module, imported);
}

static void follow_imports(Loader *l, LoadedModule *module, const ItemVec *items)
{
    for (size_t i = 0; i < items->count; i++) {
        const Item *item = items->items[i];
        if (item->kind == IT_IMPORT || item->kind == IT_FROM)
            follow_import(l, module, item);
        else if (item->kind == IT_MODULE)
            follow_imports(l, module, &item->items);
    }
}

/* ---- Order ---- */

static const Item *import_of(Loader *l, const ItemVec *items, const LoadedModule *imported)
{
    for (size_t i = 0; i < items->count; i++) {
        const Item *item = items->items[i];
        if ((item->kind == IT_IMPORT || item->kind == IT_FROM) && item->path.parts.count > 0 &&
            find_imported(l, &item->path) == imported)
            return item;
        const Item *inner = item->kind == IT_MODULE ? import_of(l, &item->items, imported) : NULL;
        if (inner)
            return inner;
    }
    return NULL;
}

/* The modules from the end of l->path back to `imported` form a circle. */
static void report_cycle(Loader *l, LoadedModule *imported)
{
    size_t start = l->path.count;
    while (start > 0 && l->path.items[start - 1] != imported)
        start--;
    TextBuffer out;
    text_buffer_init(&out, l->arena);
    for (size_t i = start - 1; i < l->path.count; i++)
        text_addf(&out, "%s -> ", l->path.items[i]->name);
    text_addf(&out, "%s", imported->name);
    LoadedModule *last = l->path.items[l->path.count - 1];
    const Item *item = import_of(l, &last->tree->items, imported);
    Span span = item ? item->path.span : (Span){last->tree->source, 0, 0};
    diag_add(l->diags, DIAG_OTHER, span, "Circular dependency: %s", text_done(&out).bytes);
}

static const char on_path = 1, visited = 2; /* marks for l->state; only their addresses matter */

static void mark(Loader *l, LoadedModule *module, const char *state)
{
    map_put(l->arena, &l->state, module, (void *)(uintptr_t)state);
}

/* Library modules may name each other in circles: only imports of the project are held to be a
 * tree. */
static void order_module(Loader *l, LoadedModule *module)
{
    const char *state = map_get(&l->state, module);
    if (state == &on_path && !module->is_std)
        report_cycle(l, module);
    if (state)
        return;
    mark(l, module, &on_path);
    vec_push(l->arena, &l->path, module);
    for (size_t i = 0; i < module->imports.count; i++) {
        if (module->imports.items[i]->is_std == module->is_std)
            order_module(l, module->imports.items[i]);
    }
    l->path.count--;
    mark(l, module, &visited);
    vec_push(l->arena, &l->result->items, module);
}

LoadedModules *load_modules(Arena *arena, Interner *names, const LoadOptions *options,
                            DiagList *diags)
{
    Loader loader = {.arena = arena, .names = names, .diags = diags, .options = options};
    Loader *l = &loader;
    l->result = ARENA_NEW(arena, LoadedModules);
    if (!start_library(l))
        return l->result;
    load_project(l);
    size_t parse_errors = diags->error_count;
    for (size_t i = 0; i < l->project.count; i++)
        follow_imports(l, l->project.items[i], &l->project.items[i]->tree->items);
    if (parse_errors > 0 && diags->error_count > parse_errors) {
        /* Import errors wait until the files can be read. */
        diags->items.count -= diags->error_count - parse_errors;
        diags->error_count = parse_errors;
    }
    load_library(l);
    for (size_t i = 0; i < l->library.count; i++)
        order_module(l, l->library.items[i]);
    for (size_t i = 0; i < l->project.count; i++)
        order_module(l, l->project.items[i]);
    return l->result;
}
