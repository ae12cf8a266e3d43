/* infer_default.c - the end of a component: what is still stuck becomes a default, a bound or a
 * diagnostic. */
#include "check/infer_agree.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

static bool belongs_here(const Component *component, Type *type)
{
    type = type_resolve(type);
    return type->kind != TY_VAR || type->level >= component->level || !component->outer;
}

static void need_annotation(Infer *in, const Obligation *ob, const char *what)
{
    Diag *diag =
        diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, ob->span, "annotation needed: %s", what);
    diag_hint(in->c->diags, diag, "say the type of the parameter or of the value: `name :: Type`");
}

/* From<A> for an open target: the one impl there is. */
static Type *only_target(Infer *in, const Obligation *ob)
{
    ImplDeclVec *impls = map_get(&in->c->program->impls_by_trait, ob->trait);
    Type *only = NULL;
    for (size_t i = 0; impls && i < impls->count; i++) {
        ImplDecl *impl = impls->items[i];
        if (impl->trait_args.count == 0 || impl->params.count > 0 || ob->args.count == 0 ||
            !type_equal(impl->trait_args.items[0], ob->args.items[0]))
            continue;
        if (only)
            return NULL;
        only = impl->target;
    }
    return only;
}

static void open_vars(Infer *in, Component *component, TypeVec *vars);
static bool has_var(const TypeVec *vars, const Type *var);

/* The callers of a function that is generic in the message decide it. */
static bool give_up_message(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    TypeVec vars = {0};
    open_vars(in, in->component, &vars);
    if (has_var(&vars, self))
        return true;
    /* Nobody can send to it. */
    if (!self->is_untyped)
        return true;
    Diag *diag =
        diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, ob->span,
                 "annotation needed: nothing determines the messages of `%s`", ob->name.name);
    diag_hint(in->c->diags, diag,
              "name their type where the actor is started: `let pid :: Pid<Type> = spawn(%s)`",
              ob->name.name);
    poison_type(in, self);
    return true;
}

/* What is decided although the type stayed open. True: something changed. */
static bool apply_default(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    bool open = self->kind == TY_VAR;
    switch (ob->kind) {
    case OB_ASSOC:
        if (!open || !is_arithmetic(ob->trait))
            return false;
        unify_or_report(in, self, ob->result, ob->span, NULL);
        return true;
    case OB_CONVERT:
        unify_or_report(in, ob->result, self, ob->span, NULL);
        tx_fill(in, ob->expr, ob->expr->items.items[0]);
        return true;
    case OB_CONCAT: {
        TraitDecl *trait = std_trait(in, "Concat");
        if (!trait) {
            unify_types(self, in->string);
            return !solve_concat(in, ob) ? false : true;
        }
        tx_fill_unary(in, ob->expr, trait->methods.items[0], self, self);
        require_trait(in, self, trait, NULL, ob->span, false);
        return true;
    }
    case OB_SHOW: {
        TraitDecl *display = std_trait(in, "Display");
        tx_fill_unary(in, ob->expr, trait_method(in, display, "to_string"), self, in->string);
        require_trait(in, self, display, NULL, ob->span, false);
        return true;
    }
    case OB_JSON: {
        TraitDecl *trait = std_trait(in, "ToJson");
        tx_fill_unary(in, ob->expr, trait_method(in, trait, "to_json"), self, ob->expr->type);
        require_trait(in, self, trait, NULL, ob->span, false);
        return true;
    }
    case OB_TRAIT: {
        if (!open || strcmp(ob->trait->name, "From") != 0)
            return false;
        Type *target = only_target(in, ob);
        if (!target)
            return false;
        unify_types(self, target);
        return solve_trait(in, ob);
    }
    case OB_MESSAGE:
        return give_up_message(in, ob);
    case OB_METHOD:
    case OB_FIELD:
    case OB_UPDATE:
    case OB_INDEX:
    case OB_TUPLE:
        return false;
    case OB_LOOP:
        if (open)
            default_loop(in, ob);
        return open;
    }
    return false;
}

static bool apply_one_default(Infer *in, Component *component)
{
    for (size_t i = 0; i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        if (!belongs_here(component, ob->self))
            continue;
        for (size_t k = i; k + 1 < component->obligations.count; k++)
            component->obligations.items[k] = component->obligations.items[k + 1];
        component->obligations.count--;
        if (apply_default(in, ob))
            return true;
        /* Back to its place. */
        vec_push(in->arena, &component->obligations, ob);
        for (size_t k = component->obligations.count - 1; k > i; k--)
            component->obligations.items[k] = component->obligations.items[k - 1];
        component->obligations.items[i] = ob;
    }
    return false;
}

static bool has_var(const TypeVec *vars, const Type *var)
{
    for (size_t i = 0; i < vars->count; i++)
        if (vars->items[i] == var)
            return true;
    return false;
}

/* A trait that nothing can decide any more. True: the obligation is gone. */
static bool give_up_trait(Infer *in, Obligation *ob, const TypeVec *vars)
{
    Type *self = type_resolve(ob->self);
    if (self->kind != TY_VAR) {
        need_annotation(in, ob, "the types involved are not determined");
        return true;
    }
    if (has_var(vars, self))
        return false;
    if (ob->is_static || !has_impl(in, in->unit, ob->trait)) {
        need_annotation(in, ob, "nothing determines the type of this value");
        unify_types(self, in->error);
        return true;
    }
    unify_types(self, in->unit);
    return true;
}

static void give_up(Infer *in, Obligation *ob)
{
    switch (ob->kind) {
    case OB_METHOD:
        need_annotation(in, ob,
                        arena_printf(in->arena,
                                     "the type of the receiver of `%s` is not known here",
                                     ob->name.name));
        break;
    case OB_FIELD:
    case OB_UPDATE:
        need_annotation(in, ob, "the type of this struct is not known here");
        break;
    case OB_TRAIT:
    case OB_ASSOC:
    case OB_SHOW:
    case OB_CONCAT:
    case OB_INDEX:
    case OB_JSON:
    case OB_CONVERT:
    case OB_TUPLE:
    case OB_LOOP:
    case OB_MESSAGE:
        need_annotation(in, ob, "the type of this value is not known here");
        break;
    }
    unify_types(ob->self, in->error);
    if (ob->result)
        unify_types(ob->result, in->error);
}

static void open_vars(Infer *in, Component *component, TypeVec *vars)
{
    vars->count = 0;
    for (size_t i = 0; i < component->members.count && !component->monomorphic; i++) {
        FnSymbol *fn = component->members.items[i]->fn;
        if (fn && fn->type)
            type_free_vars(in->arena, fn->type, component->level - 1, vars);
    }
}

static bool sink_vars(Infer *in, Type *type, int level)
{
    TypeVec vars = {0};
    type_free_vars(in->arena, type, level, &vars);
    for (size_t i = 0; i < vars.count; i++)
        vars.items[i]->level = level;
    return vars.count > 0;
}

/* Members of an open receiver need one type, so it is not generalised. */
static bool needs_one_type(ObligationKind kind)
{
    return kind == OB_METHOD || kind == OB_FIELD || kind == OB_UPDATE || kind == OB_INDEX ||
           kind == OB_TUPLE;
}

/* What a variable of the function around determines is not this function's to generalise. What a
 * local function asks of the members of a value is left to the function around, which may know its
 * type by a later use. */
static void sink_dependents(Infer *in, Component *component)
{
    bool changed = component->outer != NULL;
    for (size_t i = 0; changed && i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        if (needs_one_type(ob->kind) && type_resolve(ob->self)->kind == TY_VAR)
            sink_vars(in, ob->self, component->level - 1);
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < component->obligations.count; i++) {
            Obligation *ob = component->obligations.items[i];
            if (belongs_here(component, ob->self))
                continue;
            changed |= ob->result && sink_vars(in, ob->result, component->level - 1);
            for (size_t k = 0; k < ob->args.count; k++)
                changed |= sink_vars(in, ob->args.items[k], component->level - 1);
            for (size_t k = 0; k < ob->call_args.count; k++)
                changed |= ob->call_args.items[k].value &&
                           sink_vars(in, ob->call_args.items[k].value->type, component->level - 1);
            for (size_t k = 0; ob->expr && k < ob->expr->items.count; k++)
                changed |= sink_vars(in, ob->expr->items.items[k]->type, component->level - 1);
        }
    }
}

/* One round over what is stuck. True: something was decided, which may have made new
 * obligations. */
static bool give_up_round(Infer *in, Component *component, TypeVec *vars)
{
    sink_dependents(in, component);
    open_vars(in, component, vars);
    bool changed = false;
    ObligationVec list = component->obligations;
    component->obligations = (ObligationVec){0};
    for (size_t i = 0; i < list.count; i++) {
        Obligation *ob = list.items[i];
        bool gone = false;
        if (belongs_here(component, ob->self)) {
            /* Giving up on an earlier one may have decided this one. */
            gone = try_solve(in, ob);
            if (!gone && ob->kind == OB_TRAIT) {
                gone = give_up_trait(in, ob, vars);
            } else if (!gone) {
                give_up(in, ob);
                gone = true;
            }
        }
        changed |= gone;
        if (!gone)
            vec_push(in->arena, &component->obligations, ob);
    }
    return changed;
}

void settle_obligations(Infer *in, Component *component, TypeVec *vars)
{
    do {
        do {
            solve_obligations(in);
        } while (apply_one_default(in, component));
    } while (give_up_round(in, component, vars));
    open_vars(in, component, vars);
}
