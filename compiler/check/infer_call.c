/* infer_call.c - calls: of functions, variants, trait methods and function values, and the way from a written
 * call to one of them. */
#include "check/infer_internal.h"

/* ---- Arguments ---- */

Arg arg_value(TExpr *value)
{
    return (Arg){.value = value, .span = value->span};
}

Arg arg_ast(Expr *ast)
{
    return (Arg){.ast = ast, .span = ast->span};
}

void args_of_call(Infer *in, Expr *call, ArgVec *args)
{
    size_t count = call->items.count;
    /* Keyword arguments stand before a trailing closure. */
    bool trailing = call->fields.count > 0 && count > 0 && call->items.items[count - 1]->kind == EX_CLOSURE &&
                    call->items.items[count - 1]->span.start > call->fields.items[0].name.span.start;
    for (size_t i = 0; i < count; i++) {
        if (trailing && i + 1 == count)
            vec_push(in->arena, args, ((Arg){.keywords = call, .span = call->span}));
        vec_push(in->arena, args, arg_ast(call->items.items[i]));
    }
    if (call->fields.count > 0 && !trailing)
        vec_push(in->arena, args, ((Arg){.keywords = call, .span = call->span}));
}

static TExpr *infer_arg(Infer *in, Arg *arg, Type *hint)
{
    if (!arg->value)
        arg->value = arg->keywords ? infer_keywords(in, arg->keywords, hint) : infer_expr(in, arg->ast, hint);
    return arg->value;
}

void infer_args(Infer *in, ArgVec *args)
{
    for (size_t i = 0; i < args->count; i++)
        infer_arg(in, &args->items[i], NULL);
}

static bool is_closure(const Arg *arg)
{
    return !arg->value && arg->ast && arg->ast->kind == EX_CLOSURE;
}

/* Closures come last: by then the other arguments have said what their parameters are. False: one does not fit. */
static bool check_args(Infer *in, const TypeVec *params, ArgVec *args, FnSymbol *fn, size_t skip, TExprVec *items)
{
    TExpr **checked = ARENA_ARRAY(in->arena, TExpr *, args->count + 1);
    bool fit = true;
    for (int pass = 0; pass < 2; pass++) {
        for (size_t i = 0; i < args->count; i++) {
            if (checked[i] || (pass == 0 && is_closure(&args->items[i])))
                continue;
            Why why = {.fn = fn, .index = i};
            Type *param = params->items[skip + i];
            TExpr *value = infer_arg(in, &args->items[i], param);
            checked[i] = coerce(in, value, param, fn ? &why : NULL);
            fit &= checked[i] == value || checked[i]->kind != TX_UNIT;
        }
    }
    for (size_t i = 0; i < args->count; i++)
        vec_push(in->arena, items, checked[i]);
    return fit;
}

/* A generic call with an argument of the wrong type: what its parameters stand for is a guess, and so is all that
 * follows from them. */
static void poison_guesses(Infer *in, TypeVec *params, Type **result)
{
    for (size_t i = 0; i < params->count; i++)
        poison_type(in, params->items[i]);
    *result = in->error;
}

static bool mentions_params(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_PARAM || type->kind == TY_VAR)
        return true;
    for (size_t i = 0; i < type->args.count; i++)
        if (mentions_params(type->args.items[i]))
            return true;
    return type->kind == TY_FUN && mentions_params(type->result);
}

static TExpr *wrong_arity(Infer *in, size_t expected, ArgVec *args, Span span, FnSymbol *fn)
{
    Diag *diag = diag_add(in->c->diags, DIAG_ARITY, span, "expected %zu argument(s), found %zu", expected,
                          args->count);
    if (fn && fn->span.source)
        diag_label(in->c->diags, diag, fn->span, "`%s` is declared here", fn->name);
    infer_args(in, args);
    return tx_error(in, span);
}

/* ---- Type arguments ---- */

TypeVec fresh_args(Infer *in, const TypeParamVec *params, Span span)
{
    (void)span;
    TypeVec args = {0};
    for (size_t i = 0; i < params->count; i++)
        vec_push(in->arena, &args, var_type(in));
    return args;
}

void require_bounds(Infer *in, const TypeParamVec *params, const TypeVec *args, Span span)
{
    for (size_t i = 0; i < params->count; i++) {
        const TraitBoundVec *bounds = &params->items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++) {
            const TraitBound *bound = &bounds->items[b];
            TypeVec trait_args = {0};
            for (size_t k = 0; k < bound->args.count; k++)
                vec_push(in->arena, &trait_args,
                         type_substitute(in->arena, bound->args.items[k], params, args));
            require_trait(in, args->items[i], bound->trait, &trait_args, span, false);
            if (!bound->trait || bound->trait->assoc.count != 1 || !bound->trait->module->is_std ||
                strcmp(bound->trait->assoc.items[0], "Output") != 0)
                continue;
            /* In the body a + b has the type of its operands, so it must be so for this type too. */
            Obligation *ob = obligation_new(in, OB_ASSOC, args->items[i], span);
            ob->trait = bound->trait;
            ob->name.name = bound->trait->assoc.items[0];
            ob->result = args->items[i];
            try_or_defer(in, ob);
        }
    }
}

static Type *use_member(Infer *in, TExpr *expr, JobState *state)
{
    FnSymbol *fn = state->fn;
    /* Within its component a function has one type; only parameters it declares itself are instantiated. */
    TypeVec args = {0};
    if (fn)
        args = fresh_args(in, &fn->params, expr->span);
    expr->type_args = args;
    vec_push(in->arena, &in->component->uses, ((FnUse){.expr = expr, .state = state}));
    return fn && fn->params.count > 0 ? type_substitute(in->arena, fn->type, &fn->params, &args)
                                      : expr->fn->type;
}

Type *use_fn(Infer *in, TExpr *expr, FnSymbol *fn)
{
    JobState *state = state_of(in, fn);
    expr->fn = fn;
    if (state && !fn->type) {
        ensure_inferred(in, state);
        if (!fn->type)
            prepare_signature(in, state);
    }
    if (!fn->type)
        return in->error;
    if (state && !state->done && !state->job->complete)
        return open_assoc(in, use_member(in, expr, state), expr->span);
    TypeVec args = fresh_args(in, &fn->params, expr->span);
    expr->type_args = args;
    if (state && state->local_fn)
        vec_push(in->arena, &in->component->uses, ((FnUse){.expr = expr, .state = state}));
    Type *type = type_substitute(in->arena, fn->type, &fn->params, &args);
    require_bounds(in, &fn->params, &args, expr->span);
    return open_assoc(in, type, expr->span);
}

/* ---- Functions ---- */

FnSymbol *pick_arity(const FnSymbolVec *fns, size_t arity)
{
    for (size_t i = 0; i < fns->count; i++)
        if (fns->items[i]->arity == arity)
            return fns->items[i];
    return NULL;
}

JobState *actor_state(Infer *in, FnSymbol *fn)
{
    JobState *state = state_of(in, fn);
    return state && state->job->actor && state->fn == fn ? state : NULL;
}

static TExpr *finish_call(Infer *in, TExpr *x, Type *type, ArgVec *args, FnSymbol *fn, size_t skip)
{
    type = type_resolve(type);
    if (type->kind != TY_FUN) {
        infer_args(in, args);
        x->type = in->error;
        return x;
    }
    if (type->args.count != skip + args->count)
        return wrong_arity(in, type->args.count - skip, args, x->span, fn);
    bool fit = check_args(in, &type->args, args, fn, skip, &x->items);
    x->type = type->result;
    if (!fit && fn && fn->type && mentions_params(fn->type->result))
        poison_guesses(in, &type->args, &x->type);
    return x;
}

/* An actor starts over with new arguments, in place; from anywhere else its call starts a process. */
static TExpr *call_actor(Infer *in, FnSymbol *fn, ArgVec *args, Span span, bool tail)
{
    if (in->state->fn != fn)
        return spawn_actor(in, fn, args, span, false);
    if (!tail || !in->ctx->is_actor) {
        diag_add(in->c->diags, DIAG_SELF_CALL, span, "actor `%s` may only call itself in tail position", fn->name);
        infer_args(in, args);
        return tx_error(in, span);
    }
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    Type *type = use_fn(in, x, fn);
    x = finish_call(in, x, type, args, fn, 0);
    if (!is_error(x->type))
        x->type = in->never;
    return x;
}

TExpr *call_fn(Infer *in, FnSymbol *fn, ArgVec *args, Span span, Type *hint)
{
    (void)hint;
    bool tail = in->tail;
    in->tail = false;
    return actor_state(in, fn) ? call_actor(in, fn, args, span, tail) : call_plain(in, fn, args, span);
}

TExpr *call_plain(Infer *in, FnSymbol *fn, ArgVec *args, Span span)
{
    in->tail = false;
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    size_t mark = in->component->obligations.count;
    Type *type = use_fn(in, x, fn);
    x = finish_call(in, x, type, args, fn, 0);
    solve_recent(in, mark);
    return x;
}

static TExpr *call_local_fn(Infer *in, LocalFn *local, ArgVec *args, Span span)
{
    in->tail = false;
    if (local->arity != args->count)
        return wrong_arity(in, local->arity, args, span, local->fn);
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    Type *type = use_fn(in, x, local->fn);
    for (size_t i = 0; i < local->captures.count; i++)
        vec_push(in->arena, &x->items, tx_local(in, local->captures.items[i], span));
    return finish_call(in, x, type, args, local->fn, local->captures.count);
}

static TExpr *report_arities(Infer *in, const FnSymbolVec *fns, ArgVec *args, Span span)
{
    if (fns->count == 1)
        return wrong_arity(in, fns->items[0]->arity, args, span, fns->items[0]);
    TextBuffer out;
    text_buffer_init(&out, in->arena);
    for (size_t i = 0; i < fns->count; i++)
        text_addf(&out, "%s%u", i == 0 ? "" : " or ", fns->items[i]->arity);
    diag_add(in->c->diags, DIAG_ARITY, span, "expected %s argument(s), found %zu", text_done(&out).bytes,
             args->count);
    infer_args(in, args);
    return tx_error(in, span);
}

/* ---- Function values ---- */

TExpr *call_value(Infer *in, TExpr *callee, ArgVec *args, Span span)
{
    in->tail = false;
    Type *type = type_resolve(callee->type);
    TExpr *x = tx_new(in, TX_CALL, NULL, span);
    x->target = callee;
    if (type->kind == TY_FUN)
        return finish_call(in, x, type, args, NULL, 0);
    infer_args(in, args);
    if (type->kind == TY_NEVER)
        return callee;
    if (type->kind != TY_VAR) {
        if (type->kind != TY_ERROR)
            diag_add(in->c->diags, DIAG_NOT_CALLABLE, callee->span, "type %s is not callable",
                     text_of_type(in, type));
        return tx_error(in, span);
    }
    TypeVec params = {0};
    for (size_t i = 0; i < args->count; i++) {
        vec_push(in->arena, &params, args->items[i].value->type);
        vec_push(in->arena, &x->items, args->items[i].value);
    }
    x->type = var_type(in);
    unify_or_report(in, type, fun_type(in, &params, x->type), span, NULL);
    return x;
}

/* fn(args) -> the call, for what is no function by itself: variants, captures, trait methods. */
typedef struct Wrapper {
    LocalVec params;
    ArgVec args;
} Wrapper;

static Wrapper wrap_params(Infer *in, const TypeVec *types, size_t skip, Span span)
{
    Wrapper wrapper = {0};
    for (size_t i = skip; i < types->count; i++) {
        Name name = intern_cstr(in->c->names, arena_printf(in->arena, "_%zu", i));
        Local *local = local_new(in, name, types->items[i], span);
        vec_push(in->arena, &wrapper.params, local);
        vec_push(in->arena, &wrapper.args, arg_value(tx_local(in, local, span)));
    }
    return wrapper;
}

static TExpr *variant_value(Infer *in, VariantDecl *variant, Span span, Type *hint)
{
    ArgVec none = {0};
    if (variant->fields.count == 0)
        return call_variant(in, variant, &none, span, hint);
    TypeVec fields = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(in->arena, &fields, var_type(in));
    Wrapper wrapper = wrap_params(in, &fields, 0, span);
    TExpr *body = call_variant(in, variant, &wrapper.args, span, NULL);
    return tx_lambda(in, wrapper.params, body, body->type, span);
}

static TExpr *local_fn_value(Infer *in, LocalFn *local, Span span)
{
    TExpr *x = tx_new(in, TX_FN, NULL, span);
    x->type = use_fn(in, x, local->fn);
    if (local->captures.count == 0)
        return x;
    Type *type = type_resolve(x->type);
    Wrapper wrapper = wrap_params(in, &type->args, local->captures.count, span);
    x->kind = TX_CALL;
    for (size_t i = 0; i < local->captures.count; i++)
        vec_push(in->arena, &x->items, tx_local(in, local->captures.items[i], span));
    for (size_t i = 0; i < wrapper.args.count; i++)
        vec_push(in->arena, &x->items, wrapper.args.items[i].value);
    x->type = type->result;
    return tx_lambda(in, wrapper.params, x, x->type, span);
}

static TExpr *fn_value(Infer *in, const FnSymbolVec *fns, Span span, Type *hint)
{
    Type *wanted = hint ? type_resolve(hint) : NULL;
    FnSymbol *fn = fns->count == 1 ? fns->items[0] : NULL;
    if (!fn && wanted && wanted->kind == TY_FUN)
        fn = pick_arity(fns, wanted->args.count);
    if (!fn) {
        Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, span,
                              "annotation needed: `%s` has several arities", fns->items[0]->name);
        diag_hint(in->c->diags, diag, "write a closure: `fn x -> %s(x) end`", fns->items[0]->name);
        return tx_error(in, span);
    }
    TExpr *x = tx_new(in, TX_FN, NULL, span);
    x->type = use_fn(in, x, fn);
    return x;
}

static TExpr *const_value(Infer *in, ConstSymbol *constant, Span span)
{
    JobState *state = state_of(in, constant);
    if (state && !constant->type) {
        ensure_inferred(in, state);
        if (!constant->type)
            prepare_signature(in, state);
    }
    TExpr *x = tx_new(in, TX_CONST, constant->type ? constant->type : in->error, span);
    x->constant = constant;
    return x;
}

/* ---- Variants ---- */

TypeVec decl_args(Infer *in, TypeDecl *decl)
{
    return fresh_args(in, &decl->params, (Span){0});
}

Type *field_type(Infer *in, TypeDecl *decl, const TypeVec *args, Type *declared)
{
    return open_assoc(in, type_substitute(in->arena, declared, &decl->params, args), (Span){0});
}

TExpr *call_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint)
{
    in->tail = false;
    TypeVec type_args = decl_args(in, variant->owner);
    Type *own = type_con(in->arena, variant->owner, type_args);
    if (hint && type_is_decl(hint, variant->owner))
        unify_types(own, hint);
    if (args->count != variant->fields.count)
        return wrong_arity(in, variant->fields.count, args, span, NULL);
    TExpr *x = tx_new(in, TX_VARIANT, own, span);
    x->variant = variant;
    TypeVec params = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(in->arena, &params, field_type(in, variant->owner, &type_args, variant->fields.items[i].type));
    check_args(in, &params, args, NULL, 0, &x->items);
    return x;
}

/* A call as it is written: a variant without fields is a value, with which a call can do nothing. */
static TExpr *apply_variant(Infer *in, VariantDecl *variant, ArgVec *args, Span span, Type *hint)
{
    if (variant->fields.count > 0)
        return call_variant(in, variant, args, span, hint);
    infer_args(in, args);
    Diag *diag = diag_add(in->c->diags, DIAG_NOT_CALLABLE, span,
                          "variant `%s` has no fields: it is a value, not a function", variant->name);
    diag_hint(in->c->diags, diag, "write `%s`", variant->name);
    return tx_error(in, span);
}

static VariantDecl *variant_of(TypeDecl *decl, Name name)
{
    for (size_t i = 0; decl && i < decl->variants.count; i++)
        if (decl->variants.items[i]->name == name)
            return decl->variants.items[i];
    return NULL;
}

static TypeDecl *decl_of_binding(Binding *binding)
{
    if (!binding)
        return NULL;
    if (binding->kind == BINDING_TYPE)
        return binding->type;
    if (binding->kind != BINDING_ALIAS || !binding->alias->target)
        return NULL;
    Type *target = type_resolve(binding->alias->target);
    return target->kind == TY_CON ? target->decl : NULL;
}

static bool is_upper(Name name)
{
    return name[0] >= 'A' && name[0] <= 'Z';
}

static VariantDecl *unknown_variant(Infer *in, Ident name)
{
    if (map_get(&in->c->misplaced, name.name))
        return NULL;
    Diag *diag = diag_add(in->c->diags, DIAG_UNKNOWN_VARIANT, name.span, "unknown variant: %s", name.name);
    TypeDecl *decl = decl_of_binding(scope_type(in->c, in->state->module, name.name));
    Name near = decl ? NULL : scope_suggest_value(in->c, in->state->module, name.name);
    if (decl && decl->kind == DECL_STRUCT)
        diag_hint(in->c->diags, diag, "`%s` is a struct; build one with `%s { ... }`", name.name, name.name);
    else if (decl)
        diag_hint(in->c->diags, diag, "`%s` is a type, not a value", name.name);
    else if (near && is_upper(near))
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    return NULL;
}

static VariantDecl *choose_variant(Infer *in, const VariantDeclVec *variants, Type *hint, Ident name)
{
    if (variants->count == 1)
        return variants->items[0];
    for (size_t i = 0; i < variants->count; i++)
        if (hint && type_is_decl(hint, variants->items[i]->owner))
            return variants->items[i];
    Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, name.span,
                          "annotation needed: several types have a variant `%s`", name.name);
    diag_hint(in->c->diags, diag, "write `%s.%s`", variants->items[0]->owner->name, name.name);
    return NULL;
}

static bool path_space(Infer *in, const Path *path, Space *space)
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

VariantDecl *find_variant(Infer *in, const Path *path, Type *hint, bool pattern)
{
    (void)pattern;
    Ident name = path->parts.items[path->parts.count - 1];
    Binding *binding = NULL;
    if (path->parts.count == 1) {
        binding = scope_value(in->c, in->state->module, name.name);
    } else {
        Space space = {0};
        if (!path_space(in, path, &space))
            return unknown_variant(in, name);
        VariantDecl *variant = variant_of(decl_of_binding(space.type), name.name);
        if (variant)
            return variant;
        binding = space.module ? space_member(in, space.module, name, false) : NULL;
    }
    if (binding && binding->kind == BINDING_VARIANT)
        return choose_variant(in, &binding->variants, hint, name);
    return unknown_variant(in, name);
}

/* ---- Trait methods ---- */

TExpr *call_method(Infer *in, TraitMethod *method, Type *self, ArgVec *args, Span span)
{
    in->tail = false;
    FnSymbol *fn = method->fn;
    TExpr *x = tx_new(in, TX_METHOD, NULL, span);
    x->method = method;
    x->type_args = fresh_args(in, &fn->params, span);
    TypeVec type_args = x->type_args;
    if (self)
        unify_types(type_args.items[0], self);
    size_t mark = in->component->obligations.count;
    Type *type = open_assoc(in, type_substitute(in->arena, fn->type, &fn->params, &type_args), span);
    x = finish_call(in, x, type, args, fn, 0);
    TypeVec trait_args = {0};
    size_t own = 1 + method->trait->params.count;
    for (size_t i = 1; i < own && i < type_args.count; i++)
        vec_push(in->arena, &trait_args, type_args.items[i]);
    require_trait(in, type_args.items[0], method->trait, &trait_args, span, method->is_static);
    TypeParamVec own_params = {0};
    TypeVec own_args = {0};
    for (size_t i = own; i < fn->params.count; i++) {
        vec_push(in->arena, &own_params, fn->params.items[i]);
        vec_push(in->arena, &own_args, type_args.items[i]);
    }
    require_bounds(in, &own_params, &own_args, span);
    solve_recent(in, mark);
    return x;
}

typedef struct Candidates {
    TraitMethodVec methods;
    FnSymbolVec extras; /* methods of impls that their traits do not have */
} Candidates;

static void add_method(Infer *in, Candidates *found, TraitMethod *method)
{
    for (size_t i = 0; i < found->methods.count; i++)
        if (found->methods.items[i] == method)
            return;
    vec_push(in->arena, &found->methods, method);
}

static void param_candidates(Infer *in, TypeParam *param, Name name, Candidates *found)
{
    for (size_t i = 0; i < param->bounds.count; i++) {
        TraitDecl *trait = param->bounds.items[i].trait;
        TraitMethod *method = trait_method(in, trait, name);
        if (method)
            add_method(in, found, method);
    }
    TraitDecl *around = in->state->job->trait;
    if (around && around->self == param && trait_method(in, around, name))
        add_method(in, found, trait_method(in, around, name));
}

static void find_candidates(Infer *in, Type *self, Name name, Candidates *found)
{
    self = type_resolve(self);
    if (self->kind == TY_PARAM) {
        param_candidates(in, self->param, name, found);
        return;
    }
    TypeVec none = {0};
    TraitMethodVec *methods = map_get(&in->methods, name);
    for (size_t i = 0; methods && i < methods->count; i++) {
        ImplDecl *impl = NULL;
        TypeVec args = {0};
        if (impl_lookup(in->c, methods->items[i]->trait, &none, self, &impl, &args, fresh_type, in) != IMPL_NONE)
            add_method(in, found, methods->items[i]);
    }
    ImplDeclVec *extras = map_get(&in->extras, name);
    for (size_t i = 0; extras && i < extras->count; i++) {
        ImplDecl *wanted = extras->items[i], *impl = NULL;
        TypeVec args = {0};
        ImplAnswer answer = impl_lookup(in->c, wanted->trait, &wanted->trait_args, self, &impl, &args, fresh_type, in);
        if (answer != IMPL_FOUND || impl != wanted)
            continue;
        for (size_t k = 0; k < wanted->extra.count; k++)
            if (wanted->extra.items[k]->name == name)
                vec_push(in->arena, &found->extras, wanted->extra.items[k]);
    }
}

static void report_ambiguous(Infer *in, Type *self, Ident name, const Candidates *found)
{
    TextBuffer out;
    text_buffer_init(&out, in->arena);
    for (size_t i = 0; i < found->methods.count; i++)
        text_addf(&out, "%s%s", i ? ", " : "", found->methods.items[i]->trait->name);
    Diag *diag = diag_add(in->c->diags, DIAG_AMBIGUOUS_METHOD, name.span,
                          "ambiguous method `%s` for type `%s`: candidates %s", name.name, text_of_type(in, self),
                          text_done(&out).bytes);
    diag_hint(in->c->diags, diag, "say which: `%s.%s(value)`", found->methods.items[0]->trait->name, name.name);
}

static const char *library_of(Type *self)
{
    if (self->kind == TY_TUPLE)
        return "Tuple";
    return self->kind == TY_CON ? self->decl->name : NULL;
}

/* A public function of the library module of the type, taking it first. */
static FnSymbol *library_function(Infer *in, Type *self, Name name, size_t arity)
{
    self = type_resolve(self);
    const char *module = library_of(self);
    FnSymbol *fn = NULL;
    if (module && (self->kind != TY_CON || !self->decl->module || self->decl->module->is_std))
        fn = std_function(in->c, module, name, arity);
    if (!fn && self->kind == TY_CON && self->decl->module && self->decl->module->is_std) {
        Binding *binding = scope_member_value(in->c, self->decl->module, name);
        if (binding && binding->kind == BINDING_FN)
            fn = pick_arity(&binding->fns, arity);
    }
    return fn && fn->is_pub ? fn : NULL;
}

/* A method of the type whose name is close to `name`. */
static Name near_method(Infer *in, Type *self, Name name)
{
    size_t at = 0;
    for (Name known; (known = scope_near_method(in->c, name, &at)) != NULL;) {
        Candidates found = {0};
        find_candidates(in, self, known, &found);
        if (found.methods.count > 0)
            return known;
    }
    return NULL;
}

static void report_no_method(Infer *in, Type *self, Ident name)
{
    Diag *diag = diag_add(in->c->diags, DIAG_NO_METHOD, name.span, "no method `%s` on type `%s`", name.name,
                          text_of_type(in, self));
    self = type_resolve(self);
    if (self->kind == TY_PARAM)
        diag_hint(in->c->diags, diag, "add a bound that has it: `where %s: ...`", text_of_type(in, self));
    bool own = self->kind == TY_CON && self->decl->module && !self->decl->module->is_std;
    const char *library = own ? NULL : library_of(self);
    ModuleInfo *module = library ? std_module(in->c, library) : NULL;
    Binding *other = module ? scope_member_value(in->c, module, name.name) : NULL;
    if (other && other->kind == BINDING_FN && other->is_pub) {
        diag_hint(in->c->diags, diag, "`%s.%s` takes another number of arguments", module->name, name.name);
        return;
    }
    Name near = module ? scope_suggest_value(in->c, module, name.name) : near_method(in, self, name.name);
    if (near)
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
}

static ArgVec with_receiver(Infer *in, TExpr *receiver, ArgVec *args)
{
    ArgVec all = {0};
    vec_push(in->arena, &all, arg_value(receiver));
    for (size_t i = 0; i < args->count; i++)
        vec_push(in->arena, &all, args->items[i]);
    return all;
}

/* x.into() is To.from(x) for the type the context wants. */
static TExpr *call_into(Infer *in, TExpr *receiver, const char *trait_name, const char *method_name, Span span)
{
    TraitDecl *trait = std_trait(in, trait_name);
    TraitMethod *method = trait_method(in, trait, method_name);
    if (!method)
        return NULL;
    ArgVec args = {0};
    vec_push(in->arena, &args, arg_value(receiver));
    TExpr *x = call_method(in, method, NULL, &args, span);
    return x;
}

static TExpr *defer_method(Infer *in, TExpr *receiver, Ident name, ArgVec *args, Span span)
{
    infer_args(in, args);
    TExpr *x = tx_new(in, TX_BLOCK, var_type(in), span);
    vec_push(in->arena, &x->items, receiver);
    Obligation *ob = obligation_new(in, OB_METHOD, receiver->type, span);
    ob->name = name;
    ob->result = x->type;
    ob->expr = x;
    ob->call_args = *args;
    defer(in, ob);
    return x;
}

/* A field of another type does not hide the library function of its name. */
static bool is_callable(Type *field)
{
    field = type_resolve(field);
    return field->kind == TY_FUN || field->kind == TY_VAR || field->kind == TY_ERROR;
}

TExpr *method_call(Infer *in, TExpr *receiver, Ident name, ArgVec *args, Span span)
{
    if (type_resolve(receiver->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *self = type_resolve(receiver->type);
    if (self->kind == TY_VAR)
        return defer_method(in, receiver, name, args, span);
    if (self->kind == TY_ERROR || self->kind == TY_NEVER) {
        infer_args(in, args);
        return self->kind == TY_NEVER ? receiver : tx_error(in, span);
    }
    uint32_t index;
    Type *type;
    if (field_of(in, self, name.name, &index, &type) &&
        (is_callable(type) || !library_function(in, self, name.name, args->count + 1))) {
        TExpr *callee = tx_new(in, TX_FIELD, type, span);
        callee->target = receiver;
        callee->field_index = index;
        return call_value(in, callee, args, span);
    }
    Candidates found = {0};
    find_candidates(in, self, name.name, &found);
    if (found.methods.count > 1) {
        report_ambiguous(in, self, name, &found);
        infer_args(in, args);
        return tx_error(in, span);
    }
    ArgVec all = with_receiver(in, receiver, args);
    if (found.methods.count == 1)
        return call_method(in, found.methods.items[0], self, &all, span);
    FnSymbol *extra = pick_arity(&found.extras, all.count);
    if (extra)
        return call_fn(in, extra, &all, span, NULL);
    FnSymbol *library = library_function(in, self, name.name, all.count);
    if (library)
        return call_fn(in, library, &all, span, NULL);
    TExpr *into = NULL;
    if (args->count == 0 && strcmp(name.name, "into") == 0)
        into = call_into(in, receiver, "From", "from", span);
    if (args->count == 0 && strcmp(name.name, "try_into") == 0)
        into = call_into(in, receiver, "TryFrom", "try_from", span);
    if (into)
        return into;
    report_no_method(in, self, name);
    infer_args(in, args);
    return tx_error(in, span);
}

/* name(receiver, args) where `name` is a method of several interfaces. */
static TExpr *call_bare_method(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span)
{
    if (binding->methods.count == 1)
        return call_method(in, binding->methods.items[0], NULL, args, span);
    if (args->count == 0)
        return call_method(in, binding->methods.items[0], NULL, args, span);
    TExpr *receiver = infer_arg(in, &args->items[0], NULL);
    ArgVec rest = {0};
    for (size_t i = 1; i < args->count; i++)
        vec_push(in->arena, &rest, args->items[i]);
    return method_call(in, receiver, name, &rest, span);
}

static TExpr *method_value(Infer *in, Binding *binding, Ident name)
{
    TraitMethod *method = binding->methods.items[0];
    Type *type = type_resolve(method->fn->type);
    if (binding->methods.count > 1 || method->is_static) {
        diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, name.span, "annotation needed: `%s` is a method, not a value",
                 name.name);
        return tx_error(in, name.span);
    }
    TypeVec params = {0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(in->arena, &params, var_type(in));
    Wrapper wrapper = wrap_params(in, &params, 0, name.span);
    TExpr *body = call_method(in, method, NULL, &wrapper.args, name.span);
    return tx_lambda(in, wrapper.params, body, body->type, name.span);
}

/* ---- Names ---- */

static TExpr *undefined_name(Infer *in, Ident name)
{
    if (is_upper(name.name)) {
        unknown_variant(in, name);
        return tx_error(in, name.span);
    }
    if (map_get(&in->c->misplaced, name.name))
        return tx_error(in, name.span);
    Diag *diag = diag_add(in->c->diags, DIAG_UNDEFINED, name.span, "undefined variable: %s", name.name);
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

static TExpr *env_value(Infer *in, Env *env, Span span, Type *hint)
{
    if (env->fn)
        return local_fn_value(in, env->fn, span);
    if (env->literal)
        return infer_expr(in, env->literal, hint);
    return tx_local(in, env->local, span);
}

static TExpr *binding_value(Infer *in, Binding *binding, Ident name, Type *hint)
{
    VariantDecl *variant;
    switch (binding->kind) {
    case BINDING_FN:
        return fn_value(in, &binding->fns, name.span, hint);
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

TExpr *infer_name(Infer *in, Expr *expr, Type *hint)
{
    in->tail = false;
    Env *env = env_find(in, expr->name.name);
    if (env)
        return env_value(in, env, expr->span, hint);
    Ident name = {.name = expr->name.name, .span = expr->span};
    Binding *binding = scope_value(in->c, in->state->module, name.name);
    return binding ? binding_value(in, binding, name, hint) : undefined_name(in, name);
}

static TExpr *call_binding(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span, Type *hint)
{
    VariantDecl *variant;
    FnSymbol *fn;
    switch (binding->kind) {
    case BINDING_FN:
        fn = pick_arity(&binding->fns, args->count);
        return fn ? call_fn(in, fn, args, span, hint) : report_arities(in, &binding->fns, args, span);
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

static Type *type_param_named(Infer *in, Name name)
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

/* What stands before a dot and is no module or type. An unknown uppercase name was meant to be one. */
static TExpr *infer_owner(Infer *in, Expr *expr)
{
    Name name = expr->kind == EX_NAME ? expr->name.name : NULL;
    if (!name || !is_upper(name) || env_peek(in, name) || scope_value(in->c, in->state->module, name))
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
        Diag *diag = diag_add(in->c->diags, DIAG_PRIVATE, name.span, "`%s` is private to module `%s`", name.name,
                              space->name);
        diag_hint(in->c->diags, diag, "declare it with `pub` to use it elsewhere");
        return binding;
    }
    if (!binding && report) {
        Name service = service_of_space(in, space);
        Diag *diag = diag_add(in->c->diags, DIAG_NOT_EXPORTED, name.span, "`%s` not found in %s `%s`", name.name,
                              service ? "service" : "module", service ? service : space->name);
        Name near = scope_suggest_value(in->c, space, name.name);
        if (near)
            diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
    }
    return binding;
}

/* The type a space names, its parameters open. */
static Type *space_type(Infer *in, const Space *space)
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

static TExpr *call_in_type(Infer *in, const Space *space, Ident name, ArgVec *args, Span span, Type *hint)
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

static const char *space_name(Infer *in, const Space *space)
{
    Type *type = space_type(in, space);
    if (type)
        return text_of_type(in, type);
    return space->type && space->type->kind == BINDING_TRAIT ? space->type->trait->name : space->module->name;
}

static void report_no_static(Infer *in, const Space *space, const TypeDecl *decl, Ident name)
{
    const char *type = space_name(in, space);
    Diag *diag = diag_add(in->c->diags, DIAG_NO_METHOD, name.span, "no method `%s` on type `%s`", name.name, type);
    bool own = decl && decl->kind != DECL_PRIMITIVE && decl->module && !decl->module->is_std;
    if (own && strcmp(name.name, "from_json") == 0)
        diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
    else if (own && decl->kind == DECL_STRUCT && strcmp(name.name, "new") == 0)
        diag_hint(in->c->diags, diag, "build one with `%s { ... }`", type);
}

static TExpr *call_in_space(Infer *in, const Space *space, Ident name, ArgVec *args, Span span, Type *hint, bool tail)
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

/* ---- Tuple.first and its like are known to the language ---- */

static TExpr *tuple_element(Infer *in, TExpr *tuple, int64_t index, Span span)
{
    if (type_resolve(tuple->type)->kind == TY_VAR)
        solve_obligations(in);
    TExpr *x = tx_new(in, TX_FIELD, var_type(in), span);
    x->target = tuple;
    x->int_value = index;
    Obligation *ob = obligation_new(in, OB_TUPLE, tuple->type, span);
    ob->expr = x;
    ob->result = x->type;
    try_or_defer(in, ob);
    return x;
}

static TExpr *call_tuple(Infer *in, Ident name, ArgVec *args, Span span)
{
    bool nth = strcmp(name.name, "nth") == 0 && args->count == 2;
    bool first = strcmp(name.name, "first") == 0 && args->count == 1;
    bool second = strcmp(name.name, "second") == 0 && args->count == 1;
    bool size = strcmp(name.name, "size") == 0 && args->count == 1;
    if (!nth && !first && !second && !size)
        return NULL;
    TExpr *tuple = infer_arg(in, &args->items[0], NULL);
    if (size) {
        Type *type = type_resolve(tuple->type);
        if (type->kind != TY_TUPLE && type->kind != TY_ERROR)
            diag_add(in->c->diags, DIAG_MISMATCH, span, "expected a tuple, found %s", text_of_type(in, type));
        return tx_int(in, (int64_t)type->args.count, span);
    }
    int64_t index = second ? 1 : 0;
    if (nth) {
        TExpr *position = infer_arg(in, &args->items[1], in->int_);
        if (position->kind != TX_INT || position->int_value < 0) {
            diag_add(in->c->diags, DIAG_MISMATCH, position->span, "the position in a tuple must be a literal Int");
            return tx_error(in, span);
        }
        index = position->int_value;
    }
    return tuple_element(in, tuple, index, span);
}

/* ---- Calls ---- */

static bool is_assertion(Infer *in, Name name, const Binding *binding)
{
    if (!in->state->job->test && !(in->state->around && in->state->around->job->test))
        return false;
    bool known = strcmp(name, "assert") == 0 || strcmp(name, "assert_eq") == 0 || strcmp(name, "assert_ne") == 0 ||
                 strcmp(name, "assert_raises") == 0;
    if (!known || !binding)
        return known;
    return binding->kind == BINDING_FN && binding->fns.count > 0 && binding->fns.items[0]->module->is_std;
}

static TExpr *apply_name(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint, bool tail)
{
    Ident name = {.name = target->name.name, .span = target->span};
    Env *env = env_find(in, name.name);
    if (env && env->fn && env->fn->arity == args->count)
        return call_local_fn(in, env->fn, args, span);
    if (env && env->fn) {
        /* Another arity of the name may be defined further out. */
        for (Env *other = env->next; other; other = other->next)
            if (other->name == name.name && other->fn && other->fn->arity == args->count)
                return call_local_fn(in, other->fn, args, span);
        return call_local_fn(in, env->fn, args, span);
    }
    if (env)
        return call_value(in, env_value(in, env, target->span, NULL), args, span);
    Binding *binding = scope_value(in->c, in->state->module, name.name);
    if (is_assertion(in, name.name, binding))
        return infer_assertion(in, target, args, name.name);
    if (!binding) {
        infer_args(in, args);
        return undefined_name(in, name);
    }
    in->tail = tail;
    return call_binding(in, binding, name, args, span, hint);
}

static TExpr *apply_member(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint, bool tail)
{
    Space space;
    if (expr_space(in, target->target, &space)) {
        if (target->target->kind == EX_NAME && strcmp(target->target->name.name, "Tuple") == 0) {
            TExpr *x = call_tuple(in, target->name, args, span);
            if (x)
                return x;
        }
        return call_in_space(in, &space, target->name, args, span, hint, tail);
    }
    if (target->target->kind == EX_NAME && !env_peek(in, target->target->name.name) &&
        strcmp(target->target->name.name, "Tuple") == 0) {
        TExpr *x = call_tuple(in, target->name, args, span);
        if (x)
            return x;
    }
    TExpr *receiver = infer_owner(in, target->target);
    return method_call(in, receiver, target->name, args, span);
}

TExpr *infer_apply(Infer *in, Expr *target, ArgVec *args, Span span, Type *hint)
{
    bool tail = in->tail;
    in->tail = false;
    if (target->kind == EX_NAME)
        return apply_name(in, target, args, span, hint, tail);
    if (target->kind == EX_FIELD)
        return apply_member(in, target, args, span, hint, tail);
    if (target->kind == EX_CLOSURE) {
        infer_args(in, args);
        TypeVec params = {0};
        for (size_t i = 0; i < args->count; i++)
            vec_push(in->arena, &params, args->items[i].value->type);
        TExpr *closure = infer_expr(in, target, fun_type(in, &params, hint ? hint : var_type(in)));
        return call_value(in, closure, args, span);
    }
    return call_value(in, infer_expr(in, target, NULL), args, span);
}

TExpr *infer_call(Infer *in, Expr *expr, Type *hint)
{
    ArgVec args = {0};
    args_of_call(in, expr, &args);
    return infer_apply(in, expr->target, &args, expr->span, hint);
}

/* ---- Fields ---- */

bool field_of(Infer *in, Type *self, Name name, uint32_t *index, Type **type)
{
    self = type_resolve(self);
    if (self->kind != TY_CON || self->decl->kind != DECL_STRUCT)
        return false;
    for (size_t i = 0; i < self->decl->fields.count; i++) {
        if (self->decl->fields.items[i].name != name)
            continue;
        *index = (uint32_t)i;
        *type = field_type(in, self->decl, &self->args, self->decl->fields.items[i].type);
        return true;
    }
    return false;
}

static void report_no_field(Infer *in, Type *self, Ident name)
{
    Diag *diag = diag_add(in->c->diags, DIAG_FIELD, name.span, "type %s has no field %s", text_of_type(in, self),
                          name.name);
    Candidates found = {0};
    find_candidates(in, self, name.name, &found);
    if (found.methods.count > 0 || found.extras.count > 0 || library_function(in, self, name.name, 1)) {
        diag_hint(in->c->diags, diag, "`%s` is a method: call it, `.%s()`", name.name, name.name);
        return;
    }
    self = type_resolve(self);
    if (self->kind != TY_CON)
        return;
    for (size_t i = 0; i < self->decl->fields.count; i++) {
        Name field = self->decl->fields.items[i].name;
        if (field && edit_distance(name.name, field, 2) <= 2) {
            diag_hint(in->c->diags, diag, "did you mean `%s`?", field);
            return;
        }
    }
}

static TExpr *value_in_space(Infer *in, const Space *space, Expr *expr, Type *hint)
{
    Ident name = {.name = expr->name.name, .span = expr->span};
    Binding *binding = space->module ? space_member(in, space->module, expr->name, false) : NULL;
    if (binding)
        return binding_value(in, binding, name, hint);
    VariantDecl *variant = variant_of(decl_of_binding(space->type), name.name);
    if (variant)
        return variant_value(in, variant, expr->span, hint);
    TypeDecl *decl = decl_of_binding(space->type);
    if (decl && decl->kind == DECL_SUM)
        unknown_variant(in, expr->name);
    else if (space->module)
        space_member(in, space->module, expr->name, true);
    else
        diag_add(in->c->diags, DIAG_UNDEFINED, expr->name.span, "undefined variable: %s.%s", space_name(in, space),
                 name.name);
    return tx_error(in, expr->span);
}

TExpr *infer_field(Infer *in, Expr *expr, Type *hint)
{
    Space space;
    if (expr_space(in, expr->target, &space))
        return value_in_space(in, &space, expr, hint);
    TExpr *x = tx_new(in, TX_FIELD, NULL, expr->span);
    x->target = infer_owner(in, expr->target);
    if (type_resolve(x->target->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *self = type_resolve(x->target->type);
    if (self->kind == TY_ERROR)
        return tx_error(in, expr->span);
    if (self->kind == TY_NEVER)
        return x->target;
    if (self->kind == TY_VAR) {
        x->type = var_type(in);
        Obligation *ob = obligation_new(in, OB_FIELD, self, expr->span);
        ob->name = expr->name;
        ob->expr = x;
        ob->result = x->type;
        defer(in, ob);
        return x;
    }
    if (field_of(in, self, expr->name.name, &x->field_index, &x->type))
        return x;
    report_no_field(in, self, expr->name);
    return tx_error(in, expr->span);
}

/* ---- Structs ---- */

void report_no_struct(Infer *in, const Path *path)
{
    Name name = path->parts.items[path->parts.count - 1].name;
    if (map_get(&in->c->misplaced, name))
        return;
    Diag *diag = diag_add(in->c->diags, DIAG_NO_TYPE, path->span, "undefined type: %s", name);
    diag_label(in->c->diags, diag, path->span, "no struct of this name is visible here");
    Name near = scope_suggest_type(in->c, in->state->module, name);
    if (near)
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
}

void report_unknown_field(Infer *in, Type *self, Ident name)
{
    self = type_resolve(self);
    if (self->kind != TY_CON || self->decl->kind != DECL_STRUCT) {
        diag_add(in->c->diags, DIAG_FIELD, name.span, "type %s has no field %s", text_of_type(in, self), name.name);
        return;
    }
    Diag *diag = diag_add(in->c->diags, DIAG_FIELD, name.span, "unknown field %s in struct %s", name.name,
                          self->kind == TY_CON ? self->decl->name : text_of_type(in, self));
    for (size_t i = 0; self->kind == TY_CON && i < self->decl->fields.count; i++) {
        Name field = self->decl->fields.items[i].name;
        if (edit_distance(name.name, field, 2) <= 2) {
            diag_hint(in->c->diags, diag, "did you mean `%s`?", field);
            return;
        }
    }
}

Type *find_struct(Infer *in, const Path *path)
{
    Binding *binding = NULL;
    Ident name = path->parts.items[path->parts.count - 1];
    if (path->parts.count == 1) {
        if (strcmp(name.name, "Self") == 0) {
            Type *self = type_param_named(in, name.name);
            self = self ? type_resolve(self) : NULL;
            return self && self->kind == TY_CON && self->decl->kind == DECL_STRUCT ? self : NULL;
        }
        binding = scope_type(in->c, in->state->module, name.name);
    } else {
        Space space = {0};
        if (path_space(in, path, &space) && space.module) {
            binding = scope_member_type(in->c, space.module, name.name);
            if (binding && !binding->is_pub && !scope_may_see(in->state->module, space.module))
                diag_add(in->c->diags, DIAG_PRIVATE, name.span, "`%s` is private to module `%s`", name.name,
                         space.module->name);
        }
    }
    if (!binding)
        return NULL;
    Space named = {.type = binding};
    Type *type = space_type(in, &named);
    type = type ? type_resolve(type) : NULL;
    return type && type->kind == TY_CON && type->decl->kind == DECL_STRUCT ? type : NULL;
}

static void path_of(Infer *in, Expr *expr, Path *path)
{
    if (expr->kind == EX_FIELD)
        path_of(in, expr->target, path);
    path->span = expr->span;
    vec_push(in->arena, &path->parts, ((Ident){.name = expr->name.name, .span = expr->span}));
}

static void poison_fields(Infer *in, Expr *expr)
{
    for (size_t i = 0; i < expr->fields.count; i++)
        infer_expr(in, expr->fields.items[i].value, NULL);
}

TExpr *infer_struct(Infer *in, Expr *expr, Type *hint)
{
    Path path = {0};
    path_of(in, expr->target, &path);
    Type *own = find_struct(in, &path);
    if (!own) {
        report_no_struct(in, &path);
        poison_fields(in, expr);
        return tx_error(in, expr->span);
    }
    TypeDecl *decl = own->decl;
    if (hint && type_is_decl(hint, decl))
        unify_types(own, hint);
    TExpr *x = tx_new(in, TX_STRUCT, own, expr->span);
    TExpr **values = ARENA_ARRAY(in->arena, TExpr *, decl->fields.count + 1);
    bool misspelt = false;
    for (size_t i = 0; i < expr->fields.count; i++) {
        Ident name = expr->fields.items[i].name;
        Expr *value = expr->fields.items[i].value;
        uint32_t index;
        Type *type;
        if (!field_of(in, own, name.name, &index, &type)) {
            report_unknown_field(in, own, name);
            infer_expr(in, value, NULL);
            misspelt = true;
            continue;
        }
        if (values[index])
            diag_add(in->c->diags, DIAG_FIELD, name.span, "duplicate field %s in struct %s", name.name, decl->name);
        Why why = {.span = decl->fields.items[index].span, .text = "the field is declared here"};
        TExpr *typed = check_expr(in, value, type, &why);
        if (!values[index])
            vec_push(in->arena, &x->field_indices, index);
        values[index] = typed;
    }
    TextBuffer missing;
    text_buffer_init(&missing, in->arena);
    size_t absent = 0;
    for (size_t i = 0; i < decl->fields.count; i++) {
        if (!values[i]) {
            text_addf(&missing, "%s%s", absent++ > 0 ? ", " : "", decl->fields.items[i].name);
            values[i] = tx_error(in, expr->span);
        }
        vec_push(in->arena, &x->items, values[i]);
    }
    if (absent > 0 && !misspelt)
        diag_add(in->c->diags, DIAG_FIELD, expr->span, "missing field%s %s in struct %s", absent > 1 ? "s" : "",
                 text_done(&missing).bytes, decl->name);
    return x;
}

TExpr *infer_update(Infer *in, Expr *expr, Type *hint)
{
    TExpr *x = tx_new(in, TX_UPDATE, NULL, expr->span);
    x->target = infer_expr(in, expr->target, hint);
    x->type = x->target->type;
    if (type_resolve(x->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *self = type_resolve(x->type);
    if (self->kind != TY_VAR) {
        for (size_t i = 0; i < expr->fields.count; i++) {
            FieldInit *init = &expr->fields.items[i];
            uint32_t index;
            Type *type;
            if (!field_of(in, self, init->name.name, &index, &type)) {
                if (!type_has_error(self))
                    report_unknown_field(in, self, init->name);
                infer_expr(in, init->value, NULL);
                x->type = in->error;
                continue;
            }
            vec_push(in->arena, &x->field_indices, index);
            vec_push(in->arena, &x->items, check_expr(in, init->value, type, NULL));
        }
        return x;
    }
    Obligation *ob = obligation_new(in, OB_UPDATE, self, expr->span);
    ob->expr = x;
    ob->ast = expr;
    for (size_t i = 0; i < expr->fields.count; i++) {
        Arg arg = arg_ast(expr->fields.items[i].value);
        infer_arg(in, &arg, NULL);
        vec_push(in->arena, &ob->call_args, arg);
    }
    defer(in, ob);
    return x;
}
