/* The cut into units: the functions of a module become one object. Which module an instance of a
 * generic function belongs to is decided where it is made (MirFn.home). What the runtime calls, and
 * the functions of programs without modules, form a unit of their own. */
#include "codegen/codegen_internal.h"

typedef struct Cut {
    Arena *arena;
    Plan *plan;
    Map by_home; /* ModuleInfo -> Unit */
} Cut;

static Unit *add_unit(Cut *cut, const char *name)
{
    Unit *unit = ARENA_NEW(cut->arena, Unit);
    unit->name = name;
    vec_push(cut->arena, &cut->plan->units, unit);
    return unit;
}

/* Release builds are one unit: inlining knows no borders there. */
static bool is_whole(const Plan *plan)
{
    return plan->options->release || plan->options->want_ir;
}

static Unit *unit_at(Cut *cut, const ModuleInfo *home)
{
    if (!home || is_whole(cut->plan))
        return cut->plan->units.items[0];
    Unit *unit = map_get(&cut->by_home, home);
    if (!unit) {
        unit = add_unit(cut, home->name);
        map_put(cut->arena, &cut->by_home, home, unit);
    }
    return unit;
}

/* In the order of the modules, whatever the order in which their functions were found. */
static void add_units(Cut *cut)
{
    MirProgram *program = cut->plan->program;
    Map used = {0};
    for (size_t i = 0; i < program->fns.count; i++) {
        if (program->fns.items[i]->home)
            map_put(cut->arena, &used, program->fns.items[i]->home, program);
    }
    for (size_t i = 0; program->program && i < program->program->modules.count; i++) {
        if (map_get(&used, program->program->modules.items[i]))
            unit_at(cut, program->program->modules.items[i]);
    }
}

/* ---- Who is seen by others ---- */

static void want(Cut *cut, MirFn *fn, const Unit *from)
{
    if (fn && (!from || map_get(&cut->plan->unit_of, fn) != from))
        map_put(cut->arena, &cut->plan->wanted, fn, fn);
}

static void want_callees(Cut *cut, MirFn *fn)
{
    const Unit *from = map_get(&cut->plan->unit_of, fn);
    for (size_t b = 0; b < fn->blocks.count; b++) {
        MirBlock *block = fn->blocks.items[b];
        for (size_t i = 0; i < block->instrs.count; i++)
            want(cut, block->instrs.items[i]->callee, from);
        if (block->term == MIR_TAIL_CALL)
            want(cut, block->call->callee, from);
    }
}

/* Whether quick builds share a function does not depend on who calls it, so that a new call changes
 * the unit of the caller only. */
static void find_wanted(Cut *cut)
{
    MirProgram *program = cut->plan->program;
    for (size_t i = 0; i < program->fns.count; i++) {
        if (cut->plan->options->release)
            want_callees(cut, program->fns.items[i]);
        else
            want(cut, program->fns.items[i], NULL);
    }
    for (size_t i = 0; i < program->consts.count; i++)
        want(cut, program->consts.items[i]->init, cut->plan->units.items[0]);
    want(cut, program->main, cut->plan->units.items[0]);
    /* their units are those of the types' users */
    for (size_t i = 0; i < program->typeinfos.count; i++) {
        want(cut, program->typeinfos.items[i]->eq, NULL);
        want(cut, program->typeinfos.items[i]->hash, NULL);
    }
}

void plan_units(Arena *arena, Plan *plan)
{
    Cut cut = {.arena = arena, .plan = plan};
    add_unit(&cut, "program")->entries = true;
    add_units(&cut);
    for (size_t i = 0; i < plan->program->fns.count; i++) {
        MirFn *fn = plan->program->fns.items[i];
        Unit *unit = unit_at(&cut, fn->home);
        vec_push(arena, &unit->fns, fn);
        map_put(arena, &plan->unit_of, fn, unit);
    }
    if (plan->units.count > 1)
        find_wanted(&cut);
}

bool in_unit(Codegen *g, MirFn *fn)
{
    return map_get(&g->plan->unit_of, fn) == g->unit;
}

bool is_shared(Codegen *g, MirFn *fn)
{
    return map_get(&g->plan->wanted, fn) != NULL;
}
