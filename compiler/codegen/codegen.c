#include "codegen/codegen_internal.h"

#include "base/parallel.h"

#include <stdatomic.h>

/* A root, a type for each kind of memory, and the tag of an access to it. Kinds never overlap, with
 * one exception that shares a kind: the link of a free cell lies where the header of an object will
 * be. */
static void make_memory_tags(Codegen *g)
{
    static const char *const names[MEMORY_COUNT] = {"context", "header", "body"};
    LLVMMetadataRef root_name = LLVMMDStringInContext2(g->context, "mesh", 4);
    LLVMMetadataRef root = LLVMMDNodeInContext2(g->context, &root_name, 1);
    LLVMMetadataRef zero = LLVMValueAsMetadata(word_const(g, 0));
    for (int i = 0; i < MEMORY_COUNT; i++) {
        LLVMMetadataRef name = LLVMMDStringInContext2(g->context, names[i], strlen(names[i]));
        LLVMMetadataRef fields[] = {name, root, zero};
        LLVMMetadataRef type = LLVMMDNodeInContext2(g->context, fields, 3);
        LLVMMetadataRef access[] = {type, type, zero};
        LLVMMetadataRef tag = LLVMMDNodeInContext2(g->context, access, 3);
        g->memory_tags[i] = LLVMMetadataAsValue(g->context, tag);
    }
}

static LLVMValueRef weights(Codegen *g, unsigned first, unsigned second)
{
    LLVMMetadataRef parts[] = {LLVMMDStringInContext2(g->context, "branch_weights", 14),
                               LLVMValueAsMetadata(LLVMConstInt(g->half, first, false)),
                               LLVMValueAsMetadata(LLVMConstInt(g->half, second, false))};
    return LLVMMetadataAsValue(g->context, LLVMMDNodeInContext2(g->context, parts, 3));
}

static LLVMValueRef range(Codegen *g, int64_t from, int64_t to)
{
    LLVMMetadataRef parts[] = {LLVMValueAsMetadata(word_const(g, from)),
                               LLVMValueAsMetadata(word_const(g, to))};
    return LLVMMetadataAsValue(g->context, LLVMMDNodeInContext2(g->context, parts, 2));
}

static void begin(Codegen *g)
{
    g->context = LLVMContextCreate();
    LLVMContextSetDiscardValueNames(g->context, false);
    g->module = LLVMModuleCreateWithNameInContext(g->unit->name, g->context);
    g->builder = LLVMCreateBuilderInContext(g->context);
    g->word = LLVMInt64TypeInContext(g->context);
    g->half = LLVMInt32TypeInContext(g->context);
    g->quarter = LLVMInt16TypeInContext(g->context);
    g->byte = LLVMInt8TypeInContext(g->context);
    g->bit = LLVMInt1TypeInContext(g->context);
    g->real = LLVMDoubleTypeInContext(g->context);
    g->ptr = LLVMPointerTypeInContext(g->context, 0);
    g->none = LLVMVoidTypeInContext(g->context);
    g->kind_tbaa = LLVMGetMDKindIDInContext(g->context, "tbaa", 4);
    g->kind_prof = LLVMGetMDKindIDInContext(g->context, "prof", 4);
    g->kind_range = LLVMGetMDKindIDInContext(g->context, "range", 5);
    make_memory_tags(g);
    g->length_range = range(g, 0, INT64_C(1) << 48);
    g->unlikely_first = weights(g, 1, 2000);
    g->unlikely_second = weights(g, 2000, 1);
    g->names = interner_new(g->arena);
}

static void end(Codegen *g, LLVMTargetMachineRef machine)
{
    if (machine)
        LLVMDisposeTargetMachine(machine);
    if (g->di)
        LLVMDisposeDIBuilder(g->di);
    LLVMDisposeBuilder(g->builder);
    LLVMDisposeModule(g->module);
    LLVMContextDispose(g->context);
}

static void emit_unit(Codegen *g)
{
    MirProgram *program = g->program;
    debug_begin(g);
    for (size_t i = 0; i < g->unit->fns.count; i++) {
        MirFn *fn = g->unit->fns.items[i];
        map_put(g->arena, &g->fns_by_name, intern_cstr(g->names, fn->name), fn);
    }
    define_constants(g);
    for (size_t i = 0; i < g->unit->fns.count; i++)
        emit_function(g, g->unit->fns.items[i]);
    if (program->main && in_unit(g, program->main)) /* stack traces end in it */
        add_attribute(g, fn_value(g, program->main), LLVMAttributeFunctionIndex, "noinline");
    if (g->unit->entries)
        emit_entries(g);
    debug_end(g);
}

static Text readable(Codegen *g)
{
    char *text = LLVMPrintModuleToString(g->module);
    size_t length = strlen(text);
    Text kept = {arena_copy(g->arena, text, length + 1), length};
    LLVMDisposeMessage(text);
    return kept;
}

/* ---- Steps, each for all units before the next ---- */

typedef struct Job {
    Codegen codegen;
    LLVMTargetMachineRef machine;
    const char *error;
    Text content, object, ir;
    bool reused;
} Job;

typedef struct Jobs {
    Job *items;
    size_t count;
    const CodegenOptions *options;
    atomic_size_t done; /* units, for the progress: nothing is published with it */
} Jobs;

static bool is_open(const Job *job)
{
    return !job->error && !job->reused;
}

static void emit_job(void *context, size_t index)
{
    Jobs *jobs = context;
    Job *job = &jobs->items[index];
    Codegen *g = &job->codegen;
    const ObjectStore *store = jobs->options->store;
    begin(g);
    job->error = target_init(g, &job->machine);
    if (job->error)
        return;
    emit_unit(g);
    job->error = g->error;
    if (job->error || !store || jobs->options->want_ir)
        return;
    job->content = target_content(g);
    job->reused = store->find(store->context, g->arena, job->content, &job->object);
}

static void optimise_job(void *context, size_t index)
{
    Jobs *jobs = context;
    Job *job = &jobs->items[index];
    Codegen *g = &job->codegen;
    if (!is_open(job))
        return;
    job->error = target_optimise(g, job->machine);
    if (job->error)
        return;
    insert_polls(g);
    if (g->options->release)
        debug_place_calls(g);
    emit_function_table(g);
    job->error = target_finish(g, job->machine);
    if (!job->error && jobs->options->want_ir)
        job->ir = readable(g);
}

static void object_job(void *context, size_t index)
{
    Jobs *jobs = context;
    Job *job = &jobs->items[index];
    const CodegenOptions *options = jobs->options;
    if (is_open(job)) {
        job->error = target_object(&job->codegen, job->machine, &job->object);
        if (!job->error && job->content.length > 0)
            options->store->keep(options->store->context, job->codegen.arena, job->content,
                                 job->object);
    }
    end(&job->codegen, job->machine);
    size_t done = 1 + atomic_fetch_add_explicit(&jobs->done, 1, memory_order_relaxed);
    if (options->progress)
        options->progress(options->phase_context, done, jobs->count);
}

static void step(Jobs *jobs, const char *name, void (*work)(void *context, size_t index))
{
    const CodegenOptions *options = jobs->options;
    if (options->phase)
        options->phase(options->phase_context, name);
    parallel_each(jobs->count, work, jobs);
}

static void begin_jobs(Arena *arena, const Plan *plan, Jobs *jobs)
{
    jobs->count = plan->units.count;
    jobs->options = plan->options;
    jobs->items = ARENA_ARRAY(arena, Job, jobs->count);
    for (size_t i = 0; i < jobs->count; i++)
        jobs->items[i].codegen = (Codegen){.arena = arena_new(),
                                           .plan = plan,
                                           .unit = plan->units.items[i],
                                           .program = plan->program,
                                           .options = plan->options};
}

/* What the jobs made moves to the caller's arena. */
static CodegenResult end_jobs(Arena *arena, Jobs *jobs)
{
    CodegenResult result = {0};
    for (size_t i = 0; i < jobs->count; i++) {
        Job *job = &jobs->items[i];
        CodegenObject object = {job->codegen.unit->name, job->object, job->reused};
        object.bytes.bytes = arena_copy(arena, job->object.bytes, job->object.length);
        vec_push(arena, &result.objects, object);
        if (job->ir.length > 0)
            result.ir =
                (Text){arena_copy(arena, job->ir.bytes, job->ir.length + 1), job->ir.length};
        if (job->error && !result.error)
            result.error = arena_printf(arena, "%s", job->error);
        arena_free(job->codegen.arena);
    }
    return result;
}

CodegenResult codegen_program(Arena *arena, MirProgram *program, const CodegenOptions *options)
{
    Plan plan = {.program = program, .options = options};
    Jobs jobs = {0};
    target_begin();
    plan_units(arena, &plan);
    plan_calls(arena, &plan);
    begin_jobs(arena, &plan, &jobs);
    step(&jobs, "emit", emit_job);
    step(&jobs, "optimise", optimise_job);
    step(&jobs, "object", object_job);
    return end_jobs(arena, &jobs);
}
