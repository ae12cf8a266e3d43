/* infer_method.c - methods: which trait, impl or library function a name behind a dot means. */
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

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
    Type *type =
        open_assoc(in, type_substitute(in->arena, fn->type, &fn->params, &type_args), span);
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

void find_candidates(Infer *in, Type *self, Name name, Candidates *found)
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
        if (impl_lookup(in->c, methods->items[i]->trait, &none, self, &impl, &args, fresh_type,
                        in) != IMPL_NONE)
            add_method(in, found, methods->items[i]);
    }
    ImplDeclVec *extras = map_get(&in->extras, name);
    for (size_t i = 0; extras && i < extras->count; i++) {
        ImplDecl *wanted = extras->items[i], *impl = NULL;
        TypeVec args = {0};
        ImplAnswer answer = impl_lookup(in->c, wanted->trait, &wanted->trait_args, self, &impl,
                                        &args, fresh_type, in);
        if (answer != IMPL_FOUND || impl != wanted)
            continue;
        for (size_t k = 0; k < wanted->extra.count; k++)
            if (wanted->extra.items[k]->name == name)
                vec_push(in->arena, &found->extras, wanted->extra.items[k]);
    }
}

void report_ambiguous(Infer *in, Type *self, Ident name, const Candidates *found)
{
    TextBuffer out;
    text_buffer_init(&out, in->arena);
    for (size_t i = 0; i < found->methods.count; i++)
        text_addf(&out, "%s%s", i ? ", " : "", found->methods.items[i]->trait->name);
    Diag *diag = diag_add(in->c->diags, DIAG_AMBIGUOUS_METHOD, name.span,
                          "ambiguous method `%s` for type `%s`: candidates %s", name.name,
                          text_of_type(in, self), text_done(&out).bytes);
    diag_hint(in->c->diags, diag, "say which: `%s.%s(value)`", found->methods.items[0]->trait->name,
              name.name);
}

static const char *library_of(Type *self)
{
    if (self->kind == TY_TUPLE)
        return "Tuple";
    return self->kind == TY_CON ? self->decl->name : NULL;
}

/* A public function of the library module of the type, taking it first. */
FnSymbol *library_function(Infer *in, Type *self, Name name, size_t arity)
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
    Diag *diag = diag_add(in->c->diags, DIAG_NO_METHOD, name.span, "no method `%s` on type `%s`",
                          name.name, text_of_type(in, self));
    self = type_resolve(self);
    if (self->kind == TY_PARAM)
        diag_hint(in->c->diags, diag, "add a bound that has it: `where %s: ...`",
                  text_of_type(in, self));
    bool own = self->kind == TY_CON && self->decl->module && !self->decl->module->is_std;
    const char *library = own ? NULL : library_of(self);
    ModuleInfo *module = library ? std_module(in->c, library) : NULL;
    Binding *other = module ? scope_member_value(in->c, module, name.name) : NULL;
    if (other && other->kind == BINDING_FN && other->is_pub) {
        diag_hint(in->c->diags, diag, "`%s.%s` takes another number of arguments", module->name,
                  name.name);
        return;
    }
    Name near =
        module ? scope_suggest_value(in->c, module, name.name) : near_method(in, self, name.name);
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
static TExpr *call_into(Infer *in, TExpr *receiver, const char *trait_name, const char *method_name,
                        Span span)
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
TExpr *call_bare_method(Infer *in, Binding *binding, Ident name, ArgVec *args, Span span)
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

TExpr *method_value(Infer *in, Binding *binding, Ident name)
{
    TraitMethod *method = binding->methods.items[0];
    Type *type = type_resolve(method->fn->type);
    if (binding->methods.count > 1 || method->is_static) {
        diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, name.span,
                 "annotation needed: `%s` is a method, not a value", name.name);
        return tx_error(in, name.span);
    }
    TypeVec params = {0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(in->arena, &params, var_type(in));
    Wrapper wrapper = wrap_params(in, &params, 0, name.span);
    TExpr *body = call_method(in, method, NULL, &wrapper.args, name.span);
    return tx_lambda(in, wrapper.params, body, body->type, name.span);
}
