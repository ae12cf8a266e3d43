/* infer_trait.c - traits a type must have, the types associated with them, and the message when it
 * has not. */
#include "check/infer_trait.h"
#include "check/infer_agree.h"
#include "check/infer_obligation.h"
#include "check/infer_solve.h"
#include "check/infer_type.h"

TraitDecl *std_trait(Infer *in, const char *name)
{
    return core_trait(in->c, name);
}

TraitMethod *trait_method(Infer *in, TraitDecl *trait, const char *name)
{
    Name wanted = intern_cstr(in->c->names, name);
    for (size_t i = 0; trait && i < trait->methods.count; i++)
        if (trait->methods.items[i]->name == wanted)
            return trait->methods.items[i];
    return NULL;
}

/* Add, Sub, Mul, Div, Mod and Neg: for a type parameter their Output is the parameter itself, which
 * callers must keep to. */
bool is_arithmetic(const TraitDecl *trait)
{
    return trait->module && trait->module->is_std && trait->assoc.count == 1 &&
           strcmp(trait->assoc.items[0], "Output") == 0;
}

static bool impl_bounds_hold(Infer *in, ImplDecl *impl, const TypeVec *impl_args, int depth);

static bool has_impl_at(Infer *in, Type *self, TraitDecl *trait, int depth)
{
    self = type_resolve(self);
    if (!trait || depth > 50)
        return false;
    if (self->kind == TY_VAR || self->kind == TY_ERROR || self->kind == TY_NEVER)
        return true;
    ImplDecl *impl = NULL;
    TypeVec none = {0}, impl_args = {0};
    ImplAnswer answer = impl_lookup(in->c, trait, &none, self, &impl, &impl_args, fresh_type, in);
    if (answer == IMPL_NONE)
        return false;
    return !impl || answer == IMPL_UNKNOWN || impl_bounds_hold(in, impl, &impl_args, depth);
}

static bool impl_bounds_hold(Infer *in, ImplDecl *impl, const TypeVec *impl_args, int depth)
{
    for (size_t i = 0; i < impl->params.count && i < impl_args->count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++)
            if (!has_impl_at(in, impl_args->items[i], bounds->items[b].trait, depth + 1))
                return false;
    }
    return true;
}

bool has_impl(Infer *in, Type *self, TraitDecl *trait)
{
    return has_impl_at(in, self, trait, 0);
}

void require_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span,
                   bool is_static)
{
    if (!trait)
        return;
    Obligation *ob = obligation_new(in, OB_TRAIT, self, span);
    ob->trait = trait;
    for (size_t i = 0; args && i < args->count; i++)
        vec_push(in->arena, &ob->args, args->items[i]);
    ob->is_static = is_static;
    try_or_defer(in, ob);
}

static bool has_assoc(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_ASSOC)
        return true;
    for (size_t i = 0; i < type->args.count; i++)
        if (has_assoc(type->args.items[i]))
            return true;
    return type->kind == TY_FUN && has_assoc(type->result);
}

Type *open_assoc(Infer *in, Type *type, Span span)
{
    type = type_resolve(type);
    if (!has_assoc(type))
        return type;
    TypeVec args = {0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(in->arena, &args, open_assoc(in, type->args.items[i], span));
    if (type->kind != TY_ASSOC) {
        Type *copy = ARENA_NEW(in->arena, Type);
        *copy = *type;
        copy->args = args;
        if (type->kind == TY_FUN)
            copy->result = open_assoc(in, type->result, span);
        return copy;
    }
    Type *self = type_resolve(args.items[0]);
    if (self->kind == TY_PARAM && is_arithmetic(type->trait))
        return self;
    if (self->kind == TY_PARAM || self->kind == TY_ASSOC) {
        Type *copy = ARENA_NEW(in->arena, Type);
        *copy = *type;
        copy->args = args;
        return copy;
    }
    Obligation *ob = obligation_new(in, OB_ASSOC, self, span);
    ob->trait = type->trait;
    ob->name.name = type->name;
    ob->result = var_type(in);
    try_or_defer(in, ob);
    return ob->result;
}

/* A struct or sum type of the program, not of the library. */
bool is_own_type(const Type *type)
{
    return type->kind == TY_CON &&
           (type->decl->kind == DECL_STRUCT || type->decl->kind == DECL_SUM) &&
           !type->decl->module->is_std;
}

static bool can_derive(const Type *type, const TraitDecl *trait)
{
    static const char *const DERIVABLE[] = {"Eq", "Ord", "Display", "Debug", "Hash"};
    for (size_t i = 0; is_own_type(type) && i < sizeof DERIVABLE / sizeof *DERIVABLE; i++)
        if (strcmp(trait->name, DERIVABLE[i]) == 0)
            return true;
    return false;
}

/* The operator of a trait of the library that has one. */
static const char *operator_sign(const TraitDecl *trait)
{
    static const char *const SIGNS[][2] = {{"Add", "+"}, {"Sub", "-"}, {"Mul", "*"},
                                           {"Div", "/"}, {"Mod", "%"}, {"Neg", "-"}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (is_arithmetic(trait) && strcmp(trait->name, SIGNS[i][0]) == 0)
            return SIGNS[i][1];
    return NULL;
}

void report_no_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span)
{
    TextBuffer name;
    text_buffer_init(&name, in->arena);
    text_addf(&name, "%s", trait->name);
    for (size_t i = 0; i < args->count; i++)
        text_addf(&name, "%s%s%s", i ? ", " : "<", text_of_type(in, args->items[i]),
                  i + 1 == args->count ? ">" : "");
    const char *text = text_done(&name).bytes, *type = text_of_type(in, self);
    Diag *diag =
        diag_add(in->c->diags, DIAG_NO_TRAIT, span, "%s does not implement %s", type, text);
    Type *resolved = type_resolve(self);
    const char *sign = operator_sign(trait);
    if (sign && type_is_decl(resolved, in->c->program->types.unit))
        diag_label(in->c->diags, diag, span, "this is `()`, which has no `%s`", sign);
    else
        diag_label(in->c->diags, diag, span, "this needs %s", text);
    if (resolved->kind == TY_PARAM)
        diag_hint(in->c->diags, diag, "add the bound `where %s: %s`", type, text);
    else if (resolved->kind == TY_FUN)
        diag_hint(in->c->diags, diag, "functions have no %s", text);
    else if (strcmp(trait->name, "Add") == 0 && type_is_decl(resolved, in->c->program->types.list))
        diag_hint(in->c->diags, diag, "lists are joined with `<>`");
    else if (is_arithmetic(trait) && (type_is_decl(resolved, in->c->program->types.option) ||
                                      type_is_decl(resolved, in->c->program->types.result)))
        diag_hint(in->c->diags, diag, "take the value out with `case` or `?`");
    else if (strcmp(trait->name, "ToJson") == 0 && is_own_type(resolved))
        diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
    else if (can_derive(resolved, trait))
        diag_hint(in->c->diags, diag,
                  "add `%s` to the `deriving(...)` of the type, or `impl %s for %s`", text, text,
                  type);
    else if (strcmp(trait->name, "Add") == 0 && type_is_decl(self, in->c->program->types.string))
        diag_hint(in->c->diags, diag,
                  "text is joined with `<>`, and any value is put into it by interpolation: "
                  "`\"#{...}\"`");
    else if (type_is_decl(self, in->c->program->types.unit))
        diag_hint(in->c->diags, diag,
                  "`()` is what a function gives that has nothing to give, such as `println`");
    else
        diag_hint(in->c->diags, diag, "add `impl %s for %s`", text, type);
}

static void use_impl(Infer *in, Obligation *ob, ImplDecl *impl, const TypeVec *impl_args)
{
    Type *target = type_substitute(in->arena, impl->target, &impl->params, impl_args);
    unify_types(target, ob->self);
    for (size_t i = 0; i < impl->trait_args.count && i < ob->args.count; i++) {
        Type *arg = type_substitute(in->arena, impl->trait_args.items[i], &impl->params, impl_args);
        unify_or_report(in, arg, ob->args.items[i], ob->span, NULL);
    }
    for (size_t i = 0; i < impl->params.count && i < impl_args->count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++) {
            TypeVec args = {0};
            for (size_t k = 0; k < bounds->items[b].args.count; k++)
                vec_push(in->arena, &args,
                         type_substitute(in->arena, bounds->items[b].args.items[k], &impl->params,
                                         impl_args));
            require_trait(in, impl_args->items[i], bounds->items[b].trait, &args, ob->span, false);
        }
    }
}

static void use_param_bound(Infer *in, Obligation *ob, TypeParam *param)
{
    TraitBound *only = NULL;
    size_t count = 0;
    for (size_t i = 0; i < param->bounds.count; i++) {
        if (param->bounds.items[i].trait == ob->trait) {
            only = &param->bounds.items[i];
            count++;
        }
    }
    if (count != 1)
        return;
    for (size_t i = 0; i < only->args.count && i < ob->args.count; i++)
        unify_or_report(in, only->args.items[i], ob->args.items[i], ob->span, NULL);
}

bool solve_trait(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind == TY_NEVER || type_has_error(self))
        return true;
    ImplDecl *impl = NULL;
    TypeVec impl_args = {0};
    switch (impl_lookup(in->c, ob->trait, &ob->args, self, &impl, &impl_args, fresh_type, in)) {
    case IMPL_UNKNOWN:
        return false;
    case IMPL_NONE:
        for (size_t i = 0; i < ob->args.count; i++)
            if (type_has_error(ob->args.items[i]))
                return true;
        if (self->kind == TY_PARAM && ob->state && ob->state->job->trait == ob->trait &&
            ob->state->job->trait->self == self->param)
            return true;
        report_no_trait(in, self, ob->trait, &ob->args, ob->span);
        return true;
    case IMPL_FOUND:
        if (impl)
            use_impl(in, ob, impl, &impl_args);
        else if (self->kind == TY_PARAM)
            use_param_bound(in, ob, self->param);
        return true;
    }
    return true;
}

bool solve_assoc(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind == TY_NEVER || type_has_error(self)) {
        unify_types(ob->result, in->error);
        return true;
    }
    if (self->kind == TY_PARAM || self->kind == TY_ASSOC) {
        Type *assoc = ARENA_NEW(in->arena, Type);
        assoc->kind = TY_ASSOC;
        assoc->trait = ob->trait;
        assoc->name = ob->name.name;
        vec_push(in->arena, &assoc->args, self);
        unify_or_report(in, is_arithmetic(ob->trait) ? self : assoc, ob->result, ob->span, NULL);
        return true;
    }
    ImplDecl *impl = NULL;
    TypeVec impl_args = {0};
    switch (impl_lookup(in->c, ob->trait, &ob->args, self, &impl, &impl_args, fresh_type, in)) {
    case IMPL_UNKNOWN:
        return false;
    case IMPL_NONE:
        report_no_trait(in, self, ob->trait, &ob->args, ob->span);
        unify_types(ob->result, in->error);
        return true;
    case IMPL_FOUND:
        break;
    }
    for (size_t i = 0; impl && i < impl->assoc_names.count; i++) {
        if (impl->assoc_names.items[i] != ob->name.name)
            continue;
        Type *target = type_substitute(in->arena, impl->target, &impl->params, &impl_args);
        unify_types(target, self);
        Type *bound =
            type_substitute(in->arena, impl->assoc_types.items[i], &impl->params, &impl_args);
        unify_or_report(in, open_assoc(in, bound, ob->span), ob->result, ob->span, NULL);
        return true;
    }
    unify_types(ob->result, in->error);
    return true;
}
