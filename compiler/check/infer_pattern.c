/* infer_pattern.c - patterns: their types, the names they bind, and whether they can fail. */
#include "check/infer_pattern.h"
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_deps.h"
#include "check/infer_env.h"
#include "check/infer_type.h"

TPattern *tp_new(Infer *in, TPatternKind kind, Type *type, Span span)
{
    TPattern *pattern = ARENA_NEW(in->arena, TPattern);
    pattern->kind = kind;
    pattern->type = type;
    pattern->span = span;
    return pattern;
}

/* The names one pattern binds; alternatives of an or-pattern share their locals. */
typedef struct Binder {
    Infer *in;
    VEC(Local *) locals;
    bool twice;   /* a name was bound twice, which was reported */
    size_t reuse; /* locals[0 .. reuse) may be bound again: they come from the first alternative */
} Binder;

static const Why OF_PATTERN = {.pattern = true};

static TPattern *walk(Binder *b, const Pattern *pattern, Type *type);

static TPattern *wildcard(Binder *b, const Pattern *pattern, Type *type)
{
    return tp_new(b->in, TP_WILDCARD, type, pattern->span);
}

static Local *bind(Binder *b, Ident name, Type *type)
{
    for (size_t i = 0; i < b->locals.count; i++) {
        Local *local = b->locals.items[i];
        if (local->name != name.name)
            continue;
        if (i < b->reuse)
            unify_or_report(b->in, local->type, type, name.span, &OF_PATTERN);
        else
            diag_add(b->in->c->diags, DIAG_BOUND_TWICE, name.span,
                     "`%s` is bound twice in one pattern", name.name);
        b->twice |= i >= b->reuse;
        return local;
    }
    Local *local = local_new(b->in, name.name, type, name.span);
    vec_push(b->in->arena, &b->locals, local);
    return local;
}

static TPattern *walk_bind(Binder *b, const Pattern *pattern, Type *type)
{
    if (strcmp(pattern->name.name, "_") == 0)
        return wildcard(b, pattern, type);
    TPattern *typed = tp_new(b->in, TP_BIND, type, pattern->span);
    typed->local = bind(b, pattern->name, type);
    return typed;
}

static TPattern *walk_literal(Binder *b, const Pattern *pattern, TPatternKind kind, Type *own,
                              Type *type)
{
    unify_or_report(b->in, type, own, pattern->span, &OF_PATTERN);
    TPattern *typed = tp_new(b->in, kind, own, pattern->span);
    typed->int_value = pattern->int_value;
    typed->float_value = pattern->float_value;
    typed->bool_value = pattern->bool_value;
    typed->text = pattern->text;
    return typed;
}

static TPattern *walk_tuple(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    if (pattern->items.count == 1)
        return walk(b, pattern->items.items[0], type);
    TypeVec parts = {0};
    for (size_t i = 0; i < pattern->items.count; i++)
        vec_push(in->arena, &parts, var_type(in));
    Type *own = type_tuple(in->arena, parts);
    unify_or_report(in, type, own, pattern->span, &OF_PATTERN);
    TPattern *typed = tp_new(in, TP_TUPLE, own, pattern->span);
    for (size_t i = 0; i < pattern->items.count; i++)
        vec_push(in->arena, &typed->items, walk(b, pattern->items.items[i], own->args.items[i]));
    return typed;
}

/* After a mistake the names of the subpatterns are still bound, so that the arm's body is
 * silent. */
static TPattern *poison(Binder *b, const Pattern *pattern)
{
    for (size_t i = 0; i < pattern->items.count; i++)
        walk(b, pattern->items.items[i], b->in->error);
    return wildcard(b, pattern, b->in->error);
}

static TPattern *walk_ctor(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    VariantDecl *variant = find_variant(in, &pattern->path, type, true);
    if (!variant)
        return poison(b, pattern);
    TypeVec args = decl_args(in, variant->owner);
    Type *own = type_con(in->arena, variant->owner, args);
    if (!unify_or_report(in, type, own, pattern->span, &OF_PATTERN))
        return poison(b, pattern);
    TPattern *typed = tp_new(in, TP_VARIANT, own, pattern->span);
    typed->variant = variant;
    size_t wanted = variant->fields.count;
    if (pattern->has_items && pattern->items.count != wanted) {
        diag_add(in->c->diags, DIAG_ARITY, pattern->span, "expected %zu argument(s), found %zu",
                 wanted, pattern->items.count);
        return poison(b, pattern);
    }
    for (size_t i = 0; i < wanted; i++) {
        Type *field = field_type(in, variant->owner, &args, variant->fields.items[i].type);
        TPattern *item = pattern->has_items ? walk(b, pattern->items.items[i], field)
                                            : wildcard(b, pattern, field);
        vec_push(in->arena, &typed->items, item);
    }
    return typed;
}

static TPattern *walk_struct(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    Type *own = find_struct(in, &pattern->path);
    if (!own) {
        report_no_struct(in, &pattern->path);
        return poison(b, pattern);
    }
    TypeDecl *decl = own->decl;
    const TypeVec args = own->args;
    if (!unify_or_report(in, type, own, pattern->span, &OF_PATTERN))
        return poison(b, pattern);
    TPattern *typed = tp_new(in, TP_TUPLE, own, pattern->span);
    for (size_t i = 0; i < decl->fields.count; i++)
        vec_push(in->arena, &typed->items,
                 wildcard(b, pattern, field_type(in, decl, &args, decl->fields.items[i].type)));
    for (size_t i = 0; i < pattern->items.count; i++) {
        Ident name = pattern->fields.items[i];
        size_t index = 0;
        while (index < decl->fields.count && decl->fields.items[index].name != name.name)
            index++;
        if (index == decl->fields.count) {
            report_unknown_field(in, own, name);
            walk(b, pattern->items.items[i], in->error);
            continue;
        }
        typed->items.items[index] =
            walk(b, pattern->items.items[i], typed->items.items[index]->type);
    }
    return typed;
}

static Type *list_of(Binder *b, Type *type, Span span)
{
    Infer *in = b->in;
    Type *own = con_type(in, in->c->program->types.list, var_type(in), NULL);
    unify_or_report(in, type, own, span, &OF_PATTERN);
    return own;
}

static TPattern *walk_cons(Binder *b, const Pattern *pattern, Type *type)
{
    Type *own = list_of(b, type, pattern->span);
    TPattern *typed = tp_new(b->in, TP_CONS, own, pattern->span);
    vec_push(b->in->arena, &typed->items, walk(b, pattern->items.items[0], own->args.items[0]));
    vec_push(b->in->arena, &typed->items, walk(b, pattern->items.items[1], own));
    return typed;
}

static TPattern *walk_list(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    Type *own = list_of(b, type, pattern->span);
    TPatternVec items = {0};
    for (size_t i = 0; i < pattern->items.count; i++)
        vec_push(in->arena, &items, walk(b, pattern->items.items[i], own->args.items[0]));
    TPattern *typed = tp_new(in, TP_NIL, own, pattern->span);
    for (size_t i = items.count; i > 0; i--) {
        TPattern *cons = tp_new(in, TP_CONS, own, pattern->span);
        vec_push(in->arena, &cons->items, items.items[i - 1]);
        vec_push(in->arena, &cons->items, typed);
        typed = cons;
    }
    return typed;
}

static const char *bound_names(Infer *in, const NameVec *names)
{
    TextBuffer out;
    text_buffer_init(&out, in->arena);
    for (size_t i = 0; i < names->count; i++)
        text_addf(&out, "%s%s", i ? ", " : "", names->items[i]);
    return text_done(&out).bytes;
}

static bool same_names(const NameVec *a, const NameVec *b)
{
    for (size_t i = 0; i < a->count; i++) {
        bool found = false;
        for (size_t k = 0; k < b->count; k++)
            found |= a->items[i] == b->items[k];
        if (!found)
            return false;
    }
    return true;
}

static TPattern *walk_or(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    TPattern *typed = tp_new(in, TP_OR, type, pattern->span);
    NameVec first = {0};
    pattern_names(in, pattern->items.items[0], &first);
    size_t reuse = b->reuse;
    for (size_t i = 0; i < pattern->items.count; i++) {
        NameVec names = {0};
        pattern_names(in, pattern->items.items[i], &names);
        if (!same_names(&first, &names) || !same_names(&names, &first))
            diag_add(in->c->diags, DIAG_OR_BINDINGS, pattern->items.items[i]->span,
                     "or-pattern alternatives bind different variables: [%s] vs [%s]",
                     bound_names(in, &first), bound_names(in, &names));
        b->reuse = i == 0 ? reuse : b->locals.count;
        vec_push(in->arena, &typed->items, walk(b, pattern->items.items[i], type));
    }
    b->reuse = reuse;
    return typed;
}

static TPattern *walk(Binder *b, const Pattern *pattern, Type *type)
{
    Infer *in = b->in;
    switch (pattern->kind) {
    case PA_ERROR:
        return wildcard(b, pattern, in->error);
    case PA_WILDCARD:
        return wildcard(b, pattern, type);
    case PA_BIND:
        return walk_bind(b, pattern, type);
    case PA_INT:
        return walk_literal(b, pattern, TP_INT, in->int_, type);
    case PA_FLOAT:
        return walk_literal(b, pattern, TP_FLOAT, in->float_, type);
    case PA_BOOL:
        return walk_literal(b, pattern, TP_BOOL, in->bool_, type);
    case PA_UNIT:
        unify_or_report(in, type, in->unit, pattern->span, &OF_PATTERN);
        return wildcard(b, pattern, in->unit);
    case PA_STRING:
        return walk_literal(b, pattern, TP_STRING, in->string, type);
    case PA_ATOM:
        return walk_literal(b, pattern, TP_STRING, in->atom, type);
    case PA_TUPLE:
        return walk_tuple(b, pattern, type);
    case PA_CTOR:
        return walk_ctor(b, pattern, type);
    case PA_STRUCT:
        return walk_struct(b, pattern, type);
    case PA_LIST:
        return walk_list(b, pattern, type);
    case PA_CONS:
        return walk_cons(b, pattern, type);
    case PA_OR:
        return walk_or(b, pattern, type);
    case PA_AS: {
        TPattern *typed = tp_new(in, TP_AS, type, pattern->span);
        vec_push(in->arena, &typed->items, walk(b, pattern->items.items[0], type));
        typed->local = bind(b, pattern->name, type);
        return typed;
    }
    }
    return wildcard(b, pattern, in->error);
}

TPattern *infer_pattern(Infer *in, const Pattern *pattern, Type *type)
{
    Binder binder = {.in = in};
    TPattern *typed = walk(&binder, pattern, type);
    for (size_t i = 0; i < binder.locals.count; i++)
        env_bind(in, binder.locals.items[i]->name, binder.locals.items[i]->span,
                 binder.locals.items[i]);
    if (binder.twice)
        typed->type = in->error; /* then the match says nothing more */
    return typed;
}

/* ---- Refutability ---- */

static bool pattern_is_refutable(const TPattern *pattern)
{
    switch (pattern->kind) {
    case TP_WILDCARD:
    case TP_BIND:
        return false;
    case TP_INT:
    case TP_FLOAT:
    case TP_BOOL:
    case TP_STRING:
    case TP_NIL:
    case TP_CONS:
        return true;
    case TP_VARIANT:
        if (pattern->variant->owner->variants.count > 1)
            return true;
        break;
    case TP_OR:
        for (size_t i = 0; i < pattern->items.count; i++)
            if (!pattern_is_refutable(pattern->items.items[i]))
                return false;
        return true;
    case TP_TUPLE:
    case TP_AS:
        break;
    }
    for (size_t i = 0; i < pattern->items.count; i++)
        if (pattern_is_refutable(pattern->items.items[i]))
            return true;
    return false;
}

void require_irrefutable(Infer *in, const TPattern *pattern)
{
    if (!pattern_is_refutable(pattern))
        return;
    Diag *diag =
        diag_add(in->c->diags, DIAG_REFUTABLE, pattern->span, "this pattern may not match");
    diag_hint(in->c->diags, diag, "use `case` to say what happens otherwise");
}
