/* infer_name.c - names and what stands before a dot: values, namespaces and types. */
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

/* ---- Names ---- */

TExpr *undefined_name(Infer *in, Ident name)
{
    if (is_upper(name.name)) {
        unknown_variant(in, name);
        return tx_error(in, name.span);
    }
    if (map_get(&in->c->misplaced, name.name))
        return tx_error(in, name.span);
    Diag *diag =
        diag_add(in->c->diags, DIAG_UNDEFINED, name.span, "undefined variable: %s", name.name);
    Name near = NULL;
    int best = 3;
    for (Env *env = in->env; env; env = env->next) {
        int distance = edit_distance(name.name, env->name, 2);
        if (distance < best && distance < (int)strlen(name.name)) {
            best = distance;
            near = env->name;
        }
    }
    /* Then it is not unused either. */
    if (near)
        env_find(in, near);
    else
        near = scope_suggest_value(in->c, in->state->module, name.name);
    if (near)
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    return tx_error(in, name.span);
}

TExpr *env_value(Infer *in, Env *env, Span span, Type *hint)
{
    if (env->fn)
        return local_fn_value(in, env->fn, span);
    if (env->literal)
        return infer_expr(in, env->literal, hint);
    return tx_local(in, env->local, span);
}

TExpr *binding_value(Infer *in, Binding *binding, Ident name, Type *hint)
{
    VariantDecl *variant;
    switch (binding->kind) {
    case BINDING_FN:
        return named_fn_value(in, &binding->fns, name.span, hint);
    case BINDING_CONST:
        return const_value(in, binding->constant, name.span);
    case BINDING_VARIANT:
        variant = choose_variant(in, &binding->variants, hint, name);
        return variant ? variant_value(in, variant, name.span, hint) : tx_error(in, name.span);
    case BINDING_METHOD:
        return method_value(in, binding, name);
    case BINDING_TYPE:
    case BINDING_ALIAS:
    case BINDING_TRAIT:
    case BINDING_MODULE:
        break;
    }
    return undefined_name(in, name);
}

void warn_old_name(Infer *in, const Binding *binding, Ident name)
{
    if (!binding || binding->kind != BINDING_FN || name.name[0] == '$')
        return;
    const FnSymbol *fn = binding->fns.items[0];
    if (!fn->module->is_std || fn->name == name.name)
        return;
    Diag *diag = diag_add(in->c->diags, DIAG_OLD_NAME, name.span, "`%s` is an old name of `%s.%s`",
                          name.name, fn->module->name, fn->name);
    diag_hint(in->c->diags, diag, "write `%s.%s`", fn->module->name, fn->name);
}

TExpr *infer_name(Infer *in, Expr *expr, Type *hint)
{
    in->tail = false;
    Env *env = env_find(in, expr->name.name);
    if (env)
        return env_value(in, env, expr->span, hint);
    Ident name = {.name = expr->name.name, .span = expr->span};
    Binding *binding = scope_value(in->c, in->state->module, name.name);
    warn_old_name(in, binding, name);
    return binding ? binding_value(in, binding, name, hint) : undefined_name(in, name);
}

TExpr *call_binding(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span, Type *hint)
{
    VariantDecl *variant;
    FnSymbol *fn;
    switch (binding->kind) {
    case BINDING_FN:
        fn = pick_arity(&binding->fns, args->count);
        return fn ? call_fn(in, fn, args, span, hint)
                  : report_arities(in, &binding->fns, args, span);
    case BINDING_CONST:
        return call_value(in, const_value(in, binding->constant, name.span), args, span);
    case BINDING_VARIANT:
        variant = choose_variant(in, &binding->variants, hint, name);
        if (variant)
            return apply_variant(in, variant, args, span, hint);
        infer_args(in, args);
        return tx_error(in, span);
    case BINDING_METHOD:
        return call_bare_method(in, binding, name, args, span);
    case BINDING_TYPE:
    case BINDING_ALIAS:
    case BINDING_TRAIT:
    case BINDING_MODULE:
        break;
    }
    infer_args(in, args);
    return undefined_name(in, name);
}

/* ---- Namespaces and types before a dot ---- */

Type *type_param_named(Infer *in, Name name)
{
    for (TypeScope *scope = in->state->type_scope; scope; scope = scope->outer) {
        for (size_t i = 0; scope->params && i < scope->params->count; i++)
            if (scope->params->items[i]->name == name)
                return type_param(in->arena, scope->params->items[i]);
        if (scope->self && strcmp(name, "Self") == 0)
            return scope->self;
    }
    return NULL;
}

bool expr_space(Infer *in, Expr *expr, Space *space)
{
    *space = (Space){0};
    if (expr->kind == EX_NAME) {
        Name name = expr->name.name;
        if (env_peek(in, name))
            return false;
        Binding *names = scope_namespace(in->c, in->state->module, name);
        space->module = names ? names->module : NULL;
        space->param = type_param_named(in, name);
        space->type = space->param ? NULL : scope_type(in->c, in->state->module, name);
        return space->module || space->type || space->param;
    }
    Space outer;
    if (expr->kind != EX_FIELD || !expr_space(in, expr->target, &outer) || !outer.module)
        return false;
    Binding *names = scope_member_namespace(in->c, outer.module, expr->name.name);
    space->module = names ? names->module : NULL;
    space->type = scope_member_type(in->c, outer.module, expr->name.name);
    return space->module || space->type;
}

/* What stands before a dot and is no module or type. An unknown uppercase name was meant to be
 * one. */
TExpr *infer_owner(Infer *in, Expr *expr)
{
    Name name = expr->kind == EX_NAME ? expr->name.name : NULL;
    if (!name || !is_upper(name) || env_peek(in, name) ||
        scope_value(in->c, in->state->module, name))
        return infer_expr(in, expr, NULL);
    if (map_get(&in->c->misplaced, name))
        return tx_error(in, expr->span);
    Diag *diag = diag_add(in->c->diags, DIAG_NO_MODULE, expr->span, "module not found: %s", name);
    diag_label(in->c->diags, diag, expr->span, "no module or type of this name is visible here");
    Name full = scope_module_called(in->c, name);
    Name near = full ? NULL : scope_suggest_space(in->c, in->state->module, name);
    if (full)
        diag_hint(in->c->diags, diag, "`import %s` makes it visible", full);
    else if (near)
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    return tx_error(in, expr->span);
}

/* The service whose functions the space holds; NULL for a module. */
static Name service_of_space(Infer *in, const ModuleInfo *space)
{
    for (size_t i = 0; i < in->all.count; i++) {
        const FnJob *job = in->all.items[i]->job;
        if (job->service && job->parts && job->parts->space == space)
            return job->service->name.name;
    }
    return NULL;
}

Binding *space_member(Infer *in, ModuleInfo *space, Ident name, bool report)
{
    Binding *binding = scope_member_value(in->c, space, name.name);
    if (binding && !binding->is_pub && !scope_may_see(in->state->module, space)) {
        Diag *diag = diag_add(in->c->diags, DIAG_PRIVATE, name.span,
                              "`%s` is private to module `%s`", name.name, space->name);
        diag_hint(in->c->diags, diag, "declare it with `pub` to use it elsewhere");
        return binding;
    }
    if (!binding && report) {
        Name service = service_of_space(in, space);
        Diag *diag =
            diag_add(in->c->diags, DIAG_NOT_EXPORTED, name.span, "`%s` not found in %s `%s`",
                     name.name, service ? "service" : "module", service ? service : space->name);
        Name near = scope_suggest_value(in->c, space, name.name);
        if (near)
            diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    }
    return binding;
}

/* The type a space names, its parameters open. */
Type *space_type(Infer *in, const Space *space)
{
    if (space->param)
        return space->param;
    TypeDecl *decl = NULL;
    if (space->type && space->type->kind == BINDING_TYPE)
        decl = space->type->type;
    if (space->type && space->type->kind == BINDING_ALIAS && space->type->alias->target) {
        TypeAlias *alias = space->type->alias;
        TypeVec args = fresh_args(in, &alias->params, (Span){0});
        return type_substitute(in->arena, alias->target, &alias->params, &args);
    }
    return decl ? type_con(in->arena, decl, decl_args(in, decl)) : NULL;
}

/* Type.name(args): a static method of one of the type's impls. */
static TExpr *call_static(Infer *in, Type *self, Ident name, ArgVec *args, Span span)
{
    Candidates found = {0}, fitting = {0};
    find_candidates(in, self, name.name, &found);
    for (size_t i = 0; i < found.methods.count; i++)
        if (type_resolve(found.methods.items[i]->fn->type)->args.count == args->count)
            vec_push(in->arena, &fitting.methods, found.methods.items[i]);
    if (fitting.methods.count > 1) {
        report_ambiguous(in, self, name, &fitting);
        infer_args(in, args);
        return tx_error(in, span);
    }
    if (fitting.methods.count == 1)
        return call_method(in, fitting.methods.items[0], self, args, span);
    if (found.methods.count == 1)
        return call_method(in, found.methods.items[0], self, args, span);
    FnSymbol *extra = pick_arity(&found.extras, args->count);
    return extra ? call_fn(in, extra, args, span, NULL) : NULL;
}

static TExpr *call_in_type(Infer *in, const Space *space, Ident name, ArgVec *args, Span span,
                           Type *hint)
{
    VariantDecl *variant = variant_of(decl_of_binding(space->type), name.name);
    if (variant)
        return apply_variant(in, variant, args, span, hint);
    if (space->type && space->type->kind == BINDING_TRAIT) {
        TraitMethod *method = trait_method(in, space->type->trait, name.name);
        return method ? call_method(in, method, NULL, args, span) : NULL;
    }
    Type *self = space_type(in, space);
    return self ? call_static(in, self, name, args, span) : NULL;
}

const char *space_name(Infer *in, const Space *space)
{
    Type *type = space_type(in, space);
    if (type)
        return text_of_type(in, type);
    return space->type && space->type->kind == BINDING_TRAIT ? space->type->trait->name
                                                             : space->module->name;
}

static void report_no_static(Infer *in, const Space *space, const TypeDecl *decl, Ident name)
{
    const char *type = space_name(in, space);
    Diag *diag = diag_add(in->c->diags, DIAG_NO_METHOD, name.span, "no method `%s` on type `%s`",
                          name.name, type);
    bool own = decl && decl->kind != DECL_PRIMITIVE && decl->module && !decl->module->is_std;
    if (own && strcmp(name.name, "from_json") == 0)
        diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
    else if (own && decl->kind == DECL_STRUCT && strcmp(name.name, "new") == 0)
        diag_hint(in->c->diags, diag, "build one with `%s { ... }`", type);
}

TExpr *call_in_space(Infer *in, const Space *space, Ident name, ArgVec *args, Span span, Type *hint,
                     bool tail)
{
    Binding *binding = space->module ? space_member(in, space->module, name, false) : NULL;
    bool fits = binding && (binding->kind != BINDING_FN || pick_arity(&binding->fns, args->count));
    if (fits) {
        in->tail = tail;
        return call_binding(in, binding, name, args, span, hint);
    }
    TExpr *x = call_in_type(in, space, name, args, span, hint);
    if (x)
        return x;
    if (binding)
        return call_binding(in, binding, name, args, span, hint);
    infer_args(in, args);
    if (space->module) {
        space_member(in, space->module, name, true);
    } else {
        TypeDecl *decl = decl_of_binding(space->type);
        if (decl && decl->kind == DECL_SUM && name.name[0] >= 'A' && name.name[0] <= 'Z')
            unknown_variant(in, name);
        else
            report_no_static(in, space, decl, name);
    }
    return tx_error(in, span);
}

bool path_space(Infer *in, const Path *path, Space *space)
{
    size_t last = path->parts.count - 1;
    Name first = path->parts.items[0].name;
    Binding *names = scope_namespace(in->c, in->state->module, first);
    space->module = names ? names->module : NULL;
    space->type = scope_type(in->c, in->state->module, first);
    for (size_t i = 1; i < last; i++) {
        ModuleInfo *outer = space->module;
        if (!outer)
            return false;
        names = scope_member_namespace(in->c, outer, path->parts.items[i].name);
        space->module = names ? names->module : NULL;
        space->type = scope_member_type(in->c, outer, path->parts.items[i].name);
    }
    return space->module || space->type;
}
