#include "check/type.h"

#include "check/program.h"

Type *type_resolve(Type *type)
{
    while (type->kind == TY_VAR && type->link)
        type = type->link;
    return type;
}

/* ---- Equality and hashing ---- */

bool types_equal(const TypeVec *a, const TypeVec *b)
{
    if (a->count != b->count)
        return false;
    for (size_t i = 0; i < a->count; i++) {
        if (!type_equal(a->items[i], b->items[i]))
            return false;
    }
    return true;
}

bool type_equal(Type *a, Type *b)
{
    a = type_resolve(a);
    b = type_resolve(b);
    if (a == b)
        return true;
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case TY_ERROR:
    case TY_NEVER:
        return true;
    case TY_VAR:
        return false;
    case TY_PARAM:
        return a->param == b->param;
    case TY_CON:
        return a->decl == b->decl && types_equal(&a->args, &b->args);
    case TY_FUN:
        return types_equal(&a->args, &b->args) && type_equal(a->result, b->result);
    case TY_TUPLE:
        return types_equal(&a->args, &b->args);
    case TY_ASSOC:
        return a->trait == b->trait && a->name == b->name && types_equal(&a->args, &b->args);
    }
    return false;
}

static uint64_t mix(uint64_t hash, uint64_t value)
{
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

static uint64_t mix_name(uint64_t hash, Name name)
{
    for (; name && *name; name++)
        hash = (hash ^ (unsigned char)*name) * 1099511628211u;
    return hash;
}

/* Names rather than addresses go in, so that a build is the same every time. */
uint64_t type_hash(Type *type)
{
    type = type_resolve(type);
    uint64_t hash = mix(14695981039346656037u, (uint64_t)type->kind);
    switch (type->kind) {
    case TY_ERROR:
    case TY_NEVER:
    case TY_TUPLE:
        break;
    case TY_VAR:
        return mix(hash, type->id);
    case TY_PARAM:
        return mix_name(hash, type->param->name);
    case TY_CON:
        hash = mix_name(hash, type->decl->name);
        if (type->decl->module)
            hash = mix_name(mix(hash, '.'), type->decl->module->name);
        break;
    case TY_FUN:
        hash = mix(hash, type_hash(type->result));
        break;
    case TY_ASSOC:
        hash = mix_name(hash, type->name);
        break;
    }
    for (size_t i = 0; i < type->args.count; i++)
        hash = mix(hash, type_hash(type->args.items[i]));
    return hash;
}

/* ---- Construction ---- */

static Type *new_type(Arena *arena, TypeKind kind)
{
    Type *type = ARENA_NEW(arena, Type);
    type->kind = kind;
    return type;
}

Type *type_con(Arena *arena, TypeDecl *decl, TypeVec args)
{
    Type *type = new_type(arena, TY_CON);
    type->decl = decl;
    type->args = args;
    return type;
}

Type *type_fun(Arena *arena, TypeVec params, Type *result)
{
    Type *type = new_type(arena, TY_FUN);
    type->args = params;
    type->result = result;
    return type;
}

Type *type_tuple(Arena *arena, TypeVec elements)
{
    Type *type = new_type(arena, TY_TUPLE);
    type->args = elements;
    return type;
}

Type *type_param(Arena *arena, TypeParam *param)
{
    Type *type = new_type(arena, TY_PARAM);
    type->param = param;
    return type;
}

/* ---- Substitution ---- */

static bool substitute_all(Arena *arena, const TypeVec *types, const TypeParamVec *params,
                           const TypeVec *args, TypeVec *out)
{
    bool changed = false;
    for (size_t i = 0; i < types->count; i++) {
        Type *old = type_resolve(types->items[i]);
        Type *type = type_substitute(arena, old, params, args);
        changed |= type != old;
        vec_push(arena, out, type);
    }
    return changed;
}

Type *type_substitute(Arena *arena, Type *type, const TypeParamVec *params, const TypeVec *args)
{
    type = type_resolve(type);
    if (params->count == 0)
        return type;
    if (type->kind == TY_PARAM) {
        for (size_t i = 0; i < params->count && i < args->count; i++) {
            if (params->items[i] == type->param)
                return args->items[i];
        }
        return type;
    }
    if (type->args.count == 0 && !type->result)
        return type;
    TypeVec parts = {0};
    bool changed = substitute_all(arena, &type->args, params, args, &parts);
    Type *result = type->result;
    if (result) {
        result = type_substitute(arena, result, params, args);
        changed |= result != type_resolve(type->result);
    }
    if (!changed)
        return type;
    Type *copy = ARENA_NEW(arena, Type);
    *copy = *type;
    copy->args = parts;
    copy->result = result;
    return copy;
}

/* ---- Printing ---- */

typedef struct Printer {
    TextBuffer out;
    uint32_t vars[64]; /* ids in order of appearance, which gives them their letters */
    uint32_t var_count;
    /* types of other files are shown with their module; NULL: all by name alone */
    const ModuleInfo *reader;
} Printer;

static void print_type(Printer *p, Type *type);

static void print_var(Printer *p, uint32_t id)
{
    uint32_t at = 0;
    while (at < p->var_count && p->vars[at] != id)
        at++;
    if (at == p->var_count && p->var_count < 64)
        p->vars[p->var_count++] = id;
    if (at < 26)
        text_addf(&p->out, "?%c", (char)('a' + at));
    else
        text_addf(&p->out, "?%c%u", (char)('a' + at % 26), at / 26);
}

static void print_list(Printer *p, const TypeVec *types)
{
    for (size_t i = 0; i < types->count; i++) {
        if (i > 0)
            text_add(&p->out, TEXT(", "));
        print_type(p, types->items[i]);
    }
}

static bool is_untyped_pid(Type *type)
{
    return !type->decl->module && type->args.count == 1 && strcmp(type->decl->name, "Pid") == 0 &&
           type_resolve(type->args.items[0])->kind == TY_NEVER;
}

static void print_con(Printer *p, Type *type)
{
    if (!type->decl->module && strcmp(type->decl->name, "Unit") == 0) {
        text_add(&p->out, TEXT("()"));
        return;
    }
    const ModuleInfo *module = type->decl->module;
    if (p->reader && module && !module->is_std && module->tree != p->reader->tree)
        text_addf(&p->out, "%s.", module->name);
    text_add(&p->out, text_of(type->decl->name));
    if (type->args.count == 0 || is_untyped_pid(type))
        return;
    text_add(&p->out, TEXT("<"));
    print_list(p, &type->args);
    text_add(&p->out, TEXT(">"));
}

static void print_type(Printer *p, Type *type)
{
    type = type_resolve(type);
    switch (type->kind) {
    case TY_ERROR:
        text_add(&p->out, TEXT("?"));
        return;
    case TY_VAR:
        print_var(p, type->id);
        return;
    case TY_PARAM:
        text_add(&p->out, text_of(type->param->name));
        return;
    case TY_CON:
        print_con(p, type);
        return;
    case TY_FUN:
        text_add(&p->out, TEXT("("));
        print_list(p, &type->args);
        text_add(&p->out, TEXT(") -> "));
        print_type(p, type->result);
        return;
    case TY_TUPLE:
        text_add(&p->out, TEXT("("));
        print_list(p, &type->args);
        text_add(&p->out, TEXT(")"));
        return;
    case TY_NEVER:
        text_add(&p->out, TEXT("Never"));
        return;
    case TY_ASSOC:
        print_type(p, type->args.items[0]);
        text_addf(&p->out, ".%s", type->name);
        return;
    }
}

const char *type_text(Arena *arena, Type *type)
{
    return type_text_for(arena, type, NULL);
}

const char *type_text_for(Arena *arena, Type *type, const ModuleInfo *reader)
{
    Printer printer = {.reader = reader};
    text_buffer_init(&printer.out, arena);
    print_type(&printer, type);
    return text_done(&printer.out).bytes;
}

/* ---- Representation ---- */

static bool has_payload(const TypeDecl *decl)
{
    for (size_t i = 0; i < decl->variants.count; i++) {
        if (decl->variants.items[i]->fields.count > 0)
            return true;
    }
    return false;
}

ValueKind type_value_kind(Type *type)
{
    type = type_resolve(type);
    switch (type->kind) {
    case TY_ERROR:
    case TY_VAR:
    case TY_NEVER:
        return VALUE_WORD;
    case TY_PARAM:
    case TY_ASSOC:
    case TY_FUN:
    case TY_TUPLE:
        return VALUE_REF;
    case TY_CON:
        break;
    }
    switch (type->decl->kind) {
    case DECL_PRIMITIVE:
        return type->decl->primitive;
    case DECL_STRUCT:
        return VALUE_REF;
    case DECL_SUM:
        return has_payload(type->decl) ? VALUE_REF : VALUE_WORD;
    }
    return VALUE_REF;
}

bool type_maybe_immediate(Type *type)
{
    type = type_resolve(type);
    if (type->kind != TY_CON || type->decl->kind != DECL_SUM || !has_payload(type->decl))
        return false;
    for (size_t i = 0; i < type->decl->variants.count; i++) {
        if (type->decl->variants.items[i]->fields.count == 0)
            return true;
    }
    return false;
}
