/* check_case.h - programs that go through the loader and the checker, each with the diagnostics it
 * must give. Included once in a test. */
#ifndef TESTS_CHECK_CASE_H
#define TESTS_CHECK_CASE_H

#include "base/diag_render.h"
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct CheckCase {
    const char *name;
    const char *source;
    const char *codes; /* of the diagnostics, in order, divided by blanks */
    const char *words; /* somewhere in the messages, labels and hints; NULL: anything */
} CheckCase;

static Program *check_files(Arena *arena, const LoadOptions *options, DiagList *diags)
{
    Interner *names = interner_new(arena);
    diag_list_init(diags, arena);
    LoadedModules *modules = load_modules(arena, names, options, diags);
    return diags->error_count > 0 ? NULL : check_program(arena, names, modules, diags);
}

static bool mentions(const DiagList *diags, const char *words)
{
    for (size_t i = 0; i < diags->items.count; i++) {
        const Diag *diag = diags->items.items[i];
        if (strstr(diag->message, words) || (diag->hint && strstr(diag->hint, words)))
            return true;
        for (size_t j = 0; j < diag->labels.count; j++)
            if (strstr(diag->labels.items[j].text, words))
                return true;
    }
    return false;
}

static bool run_case(const CheckCase *test, const char *path, bool about_unused)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "%s\n", test->source);
    fclose(file);
    Arena *arena = arena_new();
    DiagList diags;
    LoadOptions options = {.project = path, .std_folder = "std"};
    check_files(arena, &options, &diags);
    TextBuffer codes;
    text_buffer_init(&codes, arena);
    for (size_t i = 0; i < diags.items.count; i++) {
        DiagCode code = diags.items.items[i]->code;
        if (code != DIAG_UNUSED || about_unused)
            text_addf(&codes, "%s%s", codes.length > 0 ? " " : "", diag_code_text(code));
    }
    const char *found = text_done(&codes).bytes;
    bool passed =
        strcmp(found, test->codes) == 0 && (!test->words || mentions(&diags, test->words));
    if (!passed) {
        printf("FAILED %s: expected [%s] %s, found [%s]\n%s\n", test->name, test->codes,
               test->words ? test->words : "", found, test->source);
        diag_render_text(&diags, stdout, false);
    }
    arena_free(arena);
    return passed;
}

/* The exit status. Warnings about unused names are left out unless the cases are about them. */
static int run_cases(const CheckCase *cases, size_t count, bool about_unused)
{
    char folder[] = "/tmp/mesh_check_XXXXXX";
    if (!mkdtemp(folder))
        return 1;
    char path[64];
    snprintf(path, sizeof path, "%s/main.mpl", folder);
    size_t failed = 0;
    for (size_t i = 0; i < count; i++)
        failed += !run_case(&cases[i], path, about_unused);
    unlink(path);
    rmdir(folder);
    printf("%zu of %zu programs as expected\n", count - failed, count);
    return failed > 0;
}

#endif
