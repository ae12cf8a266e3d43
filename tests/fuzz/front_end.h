/* front_end.h - one program through the compiler, in the process of the fuzzer.
 *
 * The front end may refuse a program or accept it; one it accepts must get through every pass of
 * the middle with the verifier behind each. Broken promises inside the compiler end the process
 * (bug, a sanitizer). */
#ifndef FUZZ_FRONT_END_H
#define FUZZ_FRONT_END_H

#include "base/bug.h"
#include "base/diag_render.h"
#include "check/check.h"
#include "codegen/codegen.h"
#include "ir/mir.h"
#include "module/loader.h"

#include <stdio.h>
#include <stdlib.h>

typedef enum Depth { FRONT_ONLY, FRONT_AND_MIDDLE, FRONT_TO_OBJECT } Depth;

static const char *folder_of_std(void)
{
    const char *chosen = getenv("MESH_STD");
    return chosen && *chosen ? chosen : "std";
}

/* Reports are rendered too: they quote the source. */
static void render(const DiagList *diags)
{
    FILE *out = fopen("/dev/null", "w");
    if (!out)
        return;
    diag_render_text(diags, out, true);
    diag_render_json(diags, out);
    fclose(out);
}

static bool middle(Arena *arena, Program *program, Depth depth)
{
    MirProgram *mir = lower_program(arena, program);
    mir_verify(mir, "lower");
#define PASS(name, function, line)                                                                 \
    if (!mir->error) {                                                                             \
        function(mir);                                                                             \
        if (!mir->error)                                                                           \
            mir_verify(mir, #name);                                                                \
    }
#include "ir/pass.def"
#undef PASS
    if (mir->error || depth < FRONT_TO_OBJECT)
        return !mir->error;
    CodegenOptions options = {0};
    CodegenResult result = codegen_program(arena, mir, &options);
    if (result.error)
        bug("%s", result.error);
    return true;
}

/* True when the program at `path` is accepted. */
static bool compile(const char *path, Depth depth)
{
    Arena *arena = arena_new();
    DiagList diags;
    diag_list_init(&diags, arena);
    Interner *names = interner_new(arena);
    LoadOptions load = {.project = path, .std_folder = folder_of_std()};
    LoadedModules *modules = load_modules(arena, names, &load, &diags);
    Program *program = NULL;
    if (diags.error_count == 0)
        program = check_program(arena, names, modules, &diags);
    render(&diags);
    bool accepted = diags.error_count == 0;
    if (accepted && program->main && depth > FRONT_ONLY)
        accepted = middle(arena, program, depth);
    arena_free(arena);
    return accepted;
}

#endif
