#include "check/declare_internal.h"

typedef struct Resolver {
    Checker *c;
    ModuleInfo *module;
    FreshType fresh;
    void *fresh_context;
} Resolver;

static Type *resolve(Resolver *r, TypeScope *scope, const TypeExpr *written);

static Type *error_type(Resolver *r)
{
    Type *type = ARENA_NEW(r->c->arena, Type);
    type->kind = TY_ERROR;
    return type;
}

static Type *never_type(Resolver *r)
{
    Type *type = ARENA_NEW(r->c->arena, Type);
    type->kind = TY_NEVER;
    return type;
}

static const char *path_text(Resolver *r, const Path *path)
{
    TextBuffer out;
    text_buffer_init(&out, r->c->arena);
    for (size_t i = 0; i < path->parts.count; i++) {
        if (i > 0)
            text_add_char(&out, '.');
        text_add(&out, text_of(path->parts.items[i].name));
    }
    return text_done(&out).bytes;
}

/* The name of a built-in type in other languages. */
static const char *foreign_type(Name name)
{
    static const char *const names[][2] = {
        {"Integer", "Int"}, {"Double", "Float"}, {"Boolean", "Bool"},  {"Str", "String"},
        {"Text", "String"}, {"Array", "List"},   {"Vec", "List"},      {"Dict", "Map"},
        {"HashMap", "Map"}, {"Maybe", "Option"}, {"Either", "Result"}, {"Void", "()"},
        {"Nil", "()"},      {"Process", "Pid"},
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(name, names[i][0]) == 0)
            return names[i][1];
    return NULL;
}

static Type *undefined(Resolver *r, const TypeExpr *written)
{
    Checker *c = r->c;
    Name name = written->path.parts.items[written->path.parts.count - 1].name;
    if (map_get(&c->misplaced, name))
        return error_type(r);
    Diag *diag = diag_add(c->diags, DIAG_NO_TYPE, written->span, "undefined type: %s",
                          path_text(r, &written->path));
    Name near = scope_suggest_type(c, r->module, name);
    diag_label(c->diags, diag, written->span, "no type of this name is visible here");
    const char *known = foreign_type(name);
    if (known)
        diag_hint(c->diags, diag, "this type is called `%s` here", known);
    else if (near)
        diag_hint(c->diags, diag, "did you mean `%s`?", near);
    else if (name[0] >= 'a' && name[0] <= 'z')
        diag_hint(c->diags, diag,
                  "types begin with an uppercase letter; a list is taken apart with `case`");
    else if (name[0] >= 'A' && name[0] <= 'Z' && name[1] == '\0')
        diag_hint(c->diags, diag,
                  "a type parameter is declared behind the name: `fn name<%s>(...)`", name);
    return error_type(r);
}

static TypeParam *find_param(TypeScope *scope, Name name)
{
    for (; scope; scope = scope->outer) {
        for (size_t i = 0; scope->params && i < scope->params->count; i++) {
            if (scope->params->items[i]->name == name)
                return scope->params->items[i];
        }
    }
    return NULL;
}

static TypeScope *find_self(TypeScope *scope)
{
    while (scope && !scope->self)
        scope = scope->outer;
    return scope;
}

/* ---- Associated types ---- */

static bool has_assoc(const TraitDecl *trait, Name name)
{
    for (size_t i = 0; i < trait->assoc.count; i++) {
        if (trait->assoc.items[i] == name)
            return true;
    }
    return false;
}

static Type *assoc_type(Resolver *r, Type *self, TraitDecl *trait, Name name)
{
    Type *type = ARENA_NEW(r->c->arena, Type);
    type->kind = TY_ASSOC;
    type->trait = trait;
    type->name = name;
    vec_push(r->c->arena, &type->args, self);
    return type;
}

static Type *unresolved_assoc(Resolver *r, const TypeExpr *written, const char *owner)
{
    Ident part = written->path.parts.items[1];
    diag_add(r->c->diags, DIAG_ASSOC_UNRESOLVED, written->span,
             "cannot resolve associated type `%s.%s`", owner, part.name);
    return error_type(r);
}

static Type *self_assoc(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    Name name = written->path.parts.items[1].name;
    if (scope->impl) {
        for (size_t i = 0; i < scope->impl->assoc_names.count; i++) {
            if (scope->impl->assoc_names.items[i] == name)
                return scope->impl->assoc_types.items[i];
        }
    }
    if (scope->trait && !scope->impl && has_assoc(scope->trait, name))
        return assoc_type(r, scope->self, scope->trait, name);
    if (scope->trait && scope->impl && has_assoc(scope->trait, name))
        return error_type(r); /* E0040 was reported for the impl */
    return unresolved_assoc(r, written, "Self");
}

static Type *param_assoc(Resolver *r, TypeParam *param, const TypeExpr *written)
{
    Name name = written->path.parts.items[1].name;
    for (size_t i = 0; i < param->bounds.count; i++) {
        TraitDecl *trait = param->bounds.items[i].trait;
        if (trait && has_assoc(trait, name))
            return assoc_type(r, type_param(r->c->arena, param), trait, name);
    }
    return unresolved_assoc(r, written, param->name);
}

/* ---- Named types ---- */

static const char *plural(size_t count)
{
    return count == 1 ? "" : "s";
}

/* The arguments as written, or fresh ones when none are. False: reported. */
static bool resolve_args(Resolver *r, TypeScope *scope, const TypeExpr *written, Name name,
                         size_t wanted, TypeVec *args)
{
    Checker *c = r->c;
    for (size_t i = 0; i < written->args.count; i++)
        vec_push(c->arena, args, resolve(r, scope, written->args.items[i]));
    if (args->count == wanted)
        return true;
    if (!written->has_args && r->fresh) {
        for (size_t i = 0; i < wanted; i++)
            vec_push(c->arena, args, r->fresh(r->fresh_context));
        return true;
    }
    Diag *diag = diag_add(c->diags, DIAG_ARITY, written->span,
                          "type `%s` expects %zu type argument%s, found %zu", name, wanted,
                          plural(wanted), args->count);
    if (!written->has_args)
        diag_hint(c->diags, diag,
                  "only parameters, results and `let` annotations may leave type arguments out");
    return false;
}

static Type *resolve_alias(Resolver *r, TypeScope *scope, TypeAlias *alias, const TypeExpr *written)
{
    Checker *c = r->c;
    if (alias->state == 1) {
        diag_add(c->diags, DIAG_NO_TYPE, alias->item->name.span, "type alias `%s` refers to itself",
                 alias->name);
        alias->target = error_type(r);
        alias->state = 2;
    }
    if (alias->state == 0) {
        alias->state = 1;
        TypeScope *inner = type_scope_new(c, &alias->params, NULL);
        Type *target = resolve_type(c, alias->module, inner, alias->item->alias, NULL, NULL);
        if (alias->state == 1)
            alias->target = target;
        alias->state = 2;
    }
    TypeVec args = {0};
    if (!resolve_args(r, scope, written, alias->name, alias->params.count, &args))
        return error_type(r);
    return type_substitute(c->arena, alias->target, &alias->params, &args);
}

static bool is_builtin(const TypeDecl *decl, const char *name)
{
    return !decl->module && strcmp(decl->name, name) == 0;
}

static Type *resolve_decl(Resolver *r, TypeScope *scope, TypeDecl *decl, const TypeExpr *written)
{
    TypeVec args = {0};
    if (is_builtin(decl, "Pid") && written->args.count == 0) {
        vec_push(r->c->arena, &args, never_type(r));
        return type_con(r->c->arena, decl, args);
    }
    if (!resolve_args(r, scope, written, decl->name, decl->params.count, &args))
        return error_type(r);
    return type_con(r->c->arena, decl, args);
}

static Type *resolve_binding(Resolver *r, TypeScope *scope, Binding *binding,
                             const TypeExpr *written)
{
    Checker *c = r->c;
    switch (binding->kind) {
    case BINDING_TYPE:
        return resolve_decl(r, scope, binding->type, written);
    case BINDING_ALIAS:
        return resolve_alias(r, scope, binding->alias, written);
    case BINDING_TRAIT: {
        Diag *diag = diag_add(c->diags, DIAG_NO_TYPE, written->span,
                              "undefined type: %s is an interface", binding->trait->name);
        diag_hint(c->diags, diag, "take a type parameter: `<T>` with `where T: %s`",
                  binding->trait->name);
        return error_type(r);
    }
    case BINDING_FN:
    case BINDING_CONST:
    case BINDING_VARIANT:
    case BINDING_METHOD:
    case BINDING_MODULE:
        break;
    }
    return undefined(r, written);
}

static Type *resolve_plain(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    Checker *c = r->c;
    Name name = written->path.parts.items[0].name;
    TypeParam *param = find_param(scope, name);
    if (param)
        return type_param(c->arena, param);
    if (strcmp(name, "Self") == 0) {
        TypeScope *owner = find_self(scope);
        if (owner)
            return owner->self;
        diag_add(c->diags, DIAG_NO_TYPE, written->span,
                 "undefined type: Self outside of an interface or impl");
        return error_type(r);
    }
    Binding *binding = scope_type(c, r->module, name);
    if (binding)
        return resolve_binding(r, scope, binding, written);
    if (strcmp(name, "Never") == 0)
        return never_type(r);
    if (strcmp(name, "Tuple") == 0 && r->fresh)
        return r->fresh(r->fresh_context);
    return undefined(r, written);
}

/* The namespace all parts but the last name; NULL when there is none. */
static ModuleInfo *path_space(Resolver *r, const Path *path)
{
    Binding *binding = scope_namespace(r->c, r->module, path->parts.items[0].name);
    for (size_t i = 1; binding && i + 1 < path->parts.count; i++)
        binding = scope_member_namespace(r->c, binding->module, path->parts.items[i].name);
    return binding ? binding->module : NULL;
}

static Type *resolve_member(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    Checker *c = r->c;
    const Path *path = &written->path;
    Ident last = path->parts.items[path->parts.count - 1];
    ModuleInfo *space = path_space(r, path);
    if (!space)
        return undefined(r, written);
    Binding *binding = scope_member_type(c, space, last.name);
    if (!binding)
        return undefined(r, written);
    if (!binding->is_pub && !scope_may_see(r->module, space)) {
        Diag *diag = diag_add(c->diags, DIAG_PRIVATE, written->span,
                              "type `%s` is private to module `%s`", last.name, space->name);
        diag_hint(c->diags, diag, "declare it with `pub` to use it elsewhere");
    }
    return resolve_binding(r, scope, binding, written);
}

static Type *resolve_name(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    const Path *path = &written->path;
    if (path->parts.count == 1)
        return resolve_plain(r, scope, written);
    if (path->parts.count == 2) {
        Name first = path->parts.items[0].name;
        TypeParam *param = find_param(scope, first);
        if (param)
            return param_assoc(r, param, written);
        TypeScope *owner = strcmp(first, "Self") == 0 ? find_self(scope) : NULL;
        if (owner)
            return self_assoc(r, owner, written);
    }
    return resolve_member(r, scope, written);
}

static Type *resolve_tuple(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    if (written->args.count == 0)
        return type_con(r->c->arena, r->c->program->types.unit, (TypeVec){0});
    if (written->args.count == 1)
        return resolve(r, scope, written->args.items[0]);
    TypeVec elements = {0};
    for (size_t i = 0; i < written->args.count; i++)
        vec_push(r->c->arena, &elements, resolve(r, scope, written->args.items[i]));
    return type_tuple(r->c->arena, elements);
}

static Type *resolve_fun(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    TypeVec params = {0};
    for (size_t i = 0; i < written->args.count; i++)
        vec_push(r->c->arena, &params, resolve(r, scope, written->args.items[i]));
    return type_fun(r->c->arena, params, resolve(r, scope, written->result));
}

static Type *resolve(Resolver *r, TypeScope *scope, const TypeExpr *written)
{
    switch (written->kind) {
    case TE_ERROR:
        return error_type(r);
    case TE_NAME:
        return resolve_name(r, scope, written);
    case TE_FUN:
        return resolve_fun(r, scope, written);
    case TE_TUPLE:
        return resolve_tuple(r, scope, written);
    }
    return error_type(r);
}

Type *resolve_type(Checker *c, ModuleInfo *module, TypeScope *scope, const TypeExpr *written,
                   FreshType fresh, void *fresh_context)
{
    Resolver resolver = {c, module, fresh, fresh_context};
    return resolve(&resolver, scope, written);
}
