#include "driver/pipeline.h"

#include "base/diag_render.h"
#include "base/files.h"
#include "check/check.h"
#include "codegen/codegen.h"
#include "driver/command.h"
#include "driver/copies_report.h"
#include "driver/places.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

void pipeline_init(Pipeline *p, Arena *arena, const Options *options)
{
    *p = (Pipeline){.arena = arena, .options = options};
    diag_list_init(&p->diags, arena);
    progress_init(&p->progress, !options->json && !options->time_passes);
}

/* ---- Time ---- */

static int64_t now_ns(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (int64_t)time.tv_sec * 1000000000 + time.tv_nsec;
}

/* Ends the running phase and begins `name`; NULL only ends. */
static void begin_phase(void *context, const char *name)
{
    Pipeline *p = context;
    int64_t now = now_ns();
    if (p->options->time_passes && p->phase)
        fprintf(stderr, "%10.3f ms  %s\n", (double)(now - p->phase_start) / 1e6, p->phase);
    p->phase = name;
    p->phase_start = now;
    if (name)
        progress_show(&p->progress, name, 0, 0);
    else
        progress_clear(&p->progress);
}

/* ---- Reports ---- */

static void report(Pipeline *p)
{
    if (p->options->json) {
        diag_render_json(&p->diags, stderr);
        return;
    }
    const char *plain = getenv("NO_COLOR");
    bool colour = !p->options->no_color && !(plain && *plain) && isatty(STDERR_FILENO);
    diag_render_text(&p->diags, stderr, colour);
}

/* Without a place: what is wrong lies outside the source. */
static bool fail(Pipeline *p, const char *text)
{
    begin_phase(p, NULL);
    if (p->options->json) {
        diag_list_init(&p->diags, p->arena);
        diag_add(&p->diags, DIAG_OTHER, (Span){0}, "%s", text);
        report(p);
        return false;
    }
    command_failed(text);
    return false;
}

int pipeline_failed(Pipeline *p)
{
    if (p->interrupted)
        return 130;
    if (!p->options->json && p->diags.error_count > 0)
        fputs("error: Compilation failed due to errors above.\n", stderr);
    return 1;
}

/* ---- Front ---- */

static void require_main(Pipeline *p, const LoadedModules *modules)
{
    if (p->program->main || p->options->library)
        return;
    for (size_t i = 0; i < modules->items.count; i++) {
        LoadedModule *module = modules->items.items[i];
        if (!module->is_entry)
            continue;
        Span start = {module->tree->source, 0, 0};
        Diag *diag =
            diag_add(&p->diags, DIAG_OTHER, start, "module %s has no `fn main()`", module->name);
        diag_hint(&p->diags, diag, "a program starts in `main` of its entry module%s",
                  "; check a library with `meshc check --lib`");
        return;
    }
    diag_add(&p->diags, DIAG_OTHER, (Span){0}, "the project has no main.mpl with `fn main()`");
}

bool pipeline_check(Pipeline *p)
{
    const char *error = NULL;
    LoadOptions load = {.project = p->options->input,
                        .test_file = p->options->test_file,
                        .std_folder = place_of_std(p->arena, &error)};
    if (!load.std_folder)
        return fail(p, error);
    Interner *names = interner_new(p->arena);
    begin_phase(p, "load");
    LoadedModules *modules = load_modules(p->arena, names, &load, &p->diags);
    if (p->diags.error_count == 0) {
        begin_phase(p, "check");
        p->program = check_program(p->arena, names, modules, &p->diags);
        if (p->diags.error_count == 0)
            require_main(p, modules);
    }
    begin_phase(p, NULL);
    report(p);
    return p->diags.error_count == 0;
}

/* ---- Passes ---- */

typedef struct PassLine {
    const char *name;
    void (*run)(MirProgram *p);
} PassLine;

static const PassLine passes[] = {
#define PASS(name, function, line) {#name, function},
#include "ir/pass.def"
#undef PASS
};

#define PASS_COUNT (sizeof passes / sizeof *passes)

static bool is_pass(const char *name)
{
    if (strcmp(name, "lower") == 0)
        return true;
    for (size_t i = 0; i < PASS_COUNT; i++) {
        if (strcmp(name, passes[i].name) == 0)
            return true;
    }
    return false;
}

/* The verifier is cheap beside LLVM, so it runs behind every pass of quick builds. */
static void after_pass(Pipeline *p, MirProgram *mir, const char *name)
{
    if (!p->options->release)
        mir_verify(mir, name);
    if (!p->options->dump_after || strcmp(p->options->dump_after, name) != 0)
        return;
    TextBuffer out;
    text_buffer_init(&out, p->arena);
    mir_print(mir, &out);
    Text text = text_done(&out);
    fwrite(text.bytes, 1, text.length, stdout);
}

static bool copies_matter(const Pipeline *p)
{
    return p->options->explain_copies || program_has_marks(p->program);
}

/* Once fields move out of their values, what is left of the copies is known. False when a promise
 * is broken. */
static bool examine_copies(Pipeline *p, const MirProgram *mir)
{
    begin_phase(p, "copies");
    diag_list_init(&p->diags, p->arena);
    report_copies(p->arena, mir, p->options->explain_copies, &p->diags);
    begin_phase(p, NULL);
    report(p);
    if (p->options->explain_copies && !p->options->json && p->diags.items.count == 0)
        fputs("  No update has to copy.\n", stderr);
    return p->diags.error_count == 0;
}

/* Up to the pass `last`, or all when that is NULL. NULL when a pass found that the program cannot
 * be built; that was reported. */
static MirProgram *to_mir(Pipeline *p, const char *last)
{
    begin_phase(p, "lower");
    MirProgram *mir = lower_program(p->arena, p->program);
    after_pass(p, mir, "lower");
    for (size_t i = 0; i < PASS_COUNT && !mir->error; i++) {
        begin_phase(p, passes[i].name);
        passes[i].run(mir);
        if (mir->error)
            break;
        after_pass(p, mir, passes[i].name);
        if (strcmp(passes[i].name, "take_fields") == 0 && copies_matter(p) &&
            !examine_copies(p, mir))
            return NULL;
        if (last && strcmp(passes[i].name, last) == 0)
            break;
    }
    begin_phase(p, NULL);
    if (!mir->error)
        return mir;
    diag_list_init(&p->diags, p->arena);
    diag_add(&p->diags, DIAG_OTHER, mir->error_span, "%s", mir->error);
    report(p);
    return NULL;
}

bool pipeline_check_copies(Pipeline *p)
{
    return !copies_matter(p) || to_mir(p, "take_fields");
}

/* ---- Back ---- */

static bool write_ir(Pipeline *p, Text ir, const char *output)
{
    const char *error, *path = arena_printf(p->arena, "%s.ll", output);
    if (!file_write(p->arena, path, ir, false, &error))
        return fail(p, error);
    if (!p->options->json)
        fprintf(stderr, "  LLVM IR: %s\n", path);
    return true;
}

static void say_reused(Pipeline *p, const CodegenResult *result)
{
    for (size_t i = 0; i < result->objects.count && p->options->verbose; i++) {
        const CodegenObject *object = &result->objects.items[i];
        fprintf(stderr, "  %s %s\n", object->reused ? "reused  " : "compiled", object->unit);
    }
}

static void units_done(void *context, size_t done, size_t total)
{
    Pipeline *p = context;
    progress_show(&p->progress, "compile", done, total);
}

bool pipeline_compile(Pipeline *p, const char *output)
{
    const Options *options = p->options;
    if (options->dump_after && !is_pass(options->dump_after))
        return fail(p, arena_printf(p->arena, "unknown pass %s", options->dump_after));
    const char *error = NULL;
    p->runtime = place_of_runtime(p->arena, &error);
    if (!p->runtime)
        return fail(p, error);
    MirProgram *mir = to_mir(p, NULL);
    if (!mir)
        return false;
    ObjectCache cache;
    object_cache_init(&cache, p->arena);
    CodegenOptions codegen = {.release = options->release,
                              .want_ir = options->emit_llvm,
                              .store = cache.folder ? &cache.store : NULL,
                              .phase = begin_phase,
                              .progress = units_done,
                              .phase_context = p};
    CodegenResult result = codegen_program(p->arena, mir, &codegen);
    begin_phase(p, NULL);
    object_cache_trim(&cache, p->arena);
    if (result.error)
        return fail(p, result.error);
    say_reused(p, &result);
    for (size_t i = 0; i < result.objects.count; i++)
        vec_push(p->arena, &p->objects, result.objects.items[i].bytes);
    return !options->emit_llvm || write_ir(p, result.ir, output);
}

bool pipeline_link(Pipeline *p, const char *output)
{
    begin_phase(p, "link");
    progress_clear(&p->progress); /* the linker writes to the terminal itself */
    const char *error = link_program(p->arena, &p->objects, p->runtime, output, &p->interrupted);
    begin_phase(p, NULL);
    if (p->interrupted)
        return false;
    return !error || fail(p, error);
}
