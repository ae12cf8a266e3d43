/* Loads a project or one file, checks it and prints the diagnostics.
 *
 *     check_smoke_test STD PROJECT [TEST_FILE]     prints, status 1 when there are errors
 *     check_smoke_test                             checks the programs written in here */
#include "base/diag_render.h"
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static size_t check(const char *std_folder, const char *project, const char *test_file, FILE *out)
{
    Arena *arena = arena_new();
    Interner *names = interner_new(arena);
    DiagList diags;
    diag_list_init(&diags, arena);
    LoadOptions options = {project, std_folder, test_file};
    LoadedModules *modules = load_modules(arena, names, &options, &diags);
    Program *program = NULL;
    if (diags.error_count == 0)
        program = check_program(arena, names, modules, &diags);
    diag_render_text(&diags, out, false);
    size_t functions = 0;
    for (size_t i = 0; program && i < program->modules.count; i++)
        functions += program->modules.items[i]->functions.count;
    fprintf(out, "%zu modules, %zu functions, %zu errors\n", modules->items.count, functions, diags.error_count);
    size_t errors = diags.error_count;
    arena_free(arena);
    return errors;
}

int main(int argc, char **argv)
{
    if (argc < 3) {
        fprintf(stderr, "usage: check_smoke_test STD PROJECT [TEST_FILE]\n");
        return 2;
    }
    return check(argv[1], argv[2], argc > 3 ? argv[3] : NULL, stdout) > 0;
}
