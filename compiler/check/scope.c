#include "check/declare_internal.h"

#include "module/module_name.h"

#include <ctype.h>

Binding *binding_new(Checker *c, BindingKind kind, bool is_pub)
{
    Binding *binding = ARENA_NEW(c->arena, Binding);
    binding->kind = kind;
    binding->is_pub = is_pub;
    return binding;
}

Name scope_squash(Checker *c, Name name)
{
    TextBuffer out;
    text_buffer_init(&out, c->arena);
    for (const char *at = name; *at; at++) {
        if (*at != '_')
            text_add_char(&out, (char)tolower((unsigned char)*at));
    }
    return intern(c->names, text_done(&out));
}

/* ---- Names of the library as generated code spells them ---- */

static Name library_name(Checker *c, Name name)
{
    return name[0] == '$' ? intern_cstr(c->names, name + 1) : NULL;
}

/* Programs see what core and prelude export, std/ and generated code also their helpers. */
static Binding *core_value(ScopeTable *scopes, Name name, bool helpers)
{
    Binding *found = NULL;
    if (scopes->prelude)
        found = map_get(&scope_of(scopes->prelude)->values, name);
    if ((!found || !(helpers || found->is_pub)) && scopes->core)
        found = map_get(&scope_of(scopes->core)->values, name);
    return found && (helpers || found->is_pub) ? found : NULL;
}

static Binding *core_type(ScopeTable *scopes, Name name)
{
    Binding *found = map_get(&scopes->builtins, name);
    if (!found && scopes->core)
        found = map_get(&scope_of(scopes->core)->types, name);
    if (!found && scopes->prelude)
        found = map_get(&scope_of(scopes->prelude)->types, name);
    return found;
}

static Binding *std_space(Checker *c, Name name)
{
    ModuleInfo *module = map_get(&c->scopes->std_modules, scope_squash(c, name));
    if (!module)
        return NULL;
    Binding *binding = binding_new(c, BINDING_MODULE, true);
    binding->module = module;
    return binding;
}

/* A function of the library by its old, bare name. */
static Binding *old_value(Checker *c, Name name)
{
    Text module, function;
    if (!module_old_name(text_of(name), &module, &function))
        return NULL;
    Binding *space = std_space(c, intern(c->names, module));
    Name modern = intern(c->names, function);
    Binding *found = space ? map_get(&scope_of(space->module)->values, modern) : NULL;
    return found && found->is_pub && found->kind == BINDING_FN ? found : NULL;
}

/* ---- Lookup ---- */

Binding *scope_value(Checker *c, ModuleInfo *module, Name name)
{
    Name library = library_name(c, name);
    if (library) {
        Binding *found = core_value(c->scopes, library, true);
        return found ? found : map_get(&c->scopes->methods, library);
    }
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer) {
        ModuleScope *scope = scope_of(at);
        Binding *found = map_get(&scope->values, name);
        if (!found)
            found = map_get(&scope->from_values, name);
        if (!found)
            found = map_get(&scope->implied_values, name);
        if (found)
            return found;
    }
    Binding *found = core_value(c->scopes, name, module->is_std);
    if (!found)
        found = map_get(&c->scopes->methods, name);
    return found || module->is_std ? found : old_value(c, name);
}

Binding *scope_type(Checker *c, ModuleInfo *module, Name name)
{
    Name library = library_name(c, name);
    if (library) {
        Binding *found = core_type(c->scopes, library);
        return found ? found : map_get(&c->scopes->std_types, library);
    }
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer) {
        ModuleScope *scope = scope_of(at);
        Binding *found = map_get(&scope->types, name);
        if (!found)
            found = map_get(&scope->from_types, name);
        if (!found)
            found = map_get(&scope->implied_types, name);
        if (found)
            return found;
    }
    Binding *found = core_type(c->scopes, name);
    return found ? found : map_get(&c->scopes->std_types, name);
}

/* A type of the program hides the library module of its name. */
static bool hides_library(Checker *c, ModuleInfo *module, Name name)
{
    if (module->is_std)
        return false;
    Binding *type = scope_type(c, module, name);
    if (!type)
        return false;
    switch (type->kind) {
    case BINDING_TYPE:
        return type->type->module && !type->type->module->is_std;
    case BINDING_ALIAS:
        return !type->alias->module->is_std;
    case BINDING_TRAIT:
        return !type->trait->module->is_std;
    case BINDING_FN:
    case BINDING_CONST:
    case BINDING_VARIANT:
    case BINDING_METHOD:
    case BINDING_MODULE:
        return false;
    }
    return false;
}

Binding *scope_namespace(Checker *c, ModuleInfo *module, Name name)
{
    Name library = library_name(c, name);
    if (library)
        return std_space(c, library);
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer) {
        ModuleScope *scope = scope_of(at);
        Binding *found = map_get(&scope->spaces, name);
        if (!found)
            found = map_get(&scope->from_spaces, name);
        if (found)
            return found;
    }
    if (!isupper((unsigned char)name[0]) || hides_library(c, module, name))
        return NULL;
    return std_space(c, name);
}

Binding *scope_member_value(Checker *c, ModuleInfo *space, Name name)
{
    (void)c;
    return map_get(&scope_of(space)->values, name);
}

Binding *scope_member_type(Checker *c, ModuleInfo *space, Name name)
{
    (void)c;
    return map_get(&scope_of(space)->types, name);
}

Binding *scope_member_namespace(Checker *c, ModuleInfo *space, Name name)
{
    (void)c;
    return map_get(&scope_of(space)->spaces, name);
}

bool scope_may_see(const ModuleInfo *from, const ModuleInfo *space)
{
    return from->tree == space->tree;
}

/* ---- Suggestions ---- */

typedef struct Nearest {
    Name wanted, best;
    int distance;
} Nearest;

static Nearest nearest_start(Name wanted)
{
    return (Nearest){.wanted = wanted, .distance = strlen(wanted) <= 4 ? 2 : 3};
}

static void consider(Nearest *nearest, const Map *map)
{
    for (size_t i = 0; i < map->count; i++) {
        Name name = map->order[i].key;
        if (!isalpha((unsigned char)name[0]) && name[0] != '_')
            continue;
        int distance = edit_distance(nearest->wanted, name, nearest->distance - 1);
        if (distance < nearest->distance && name != nearest->wanted) {
            nearest->distance = distance;
            nearest->best = name;
        }
    }
}

Name scope_suggest_export(ModuleInfo *module, Name name)
{
    Nearest nearest = nearest_start(name);
    consider(&nearest, &scope_of(module)->values);
    consider(&nearest, &scope_of(module)->types);
    return nearest.best;
}

Name scope_suggest_value(Checker *c, ModuleInfo *module, Name name)
{
    Nearest nearest = nearest_start(name);
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer) {
        consider(&nearest, &scope_of(at)->values);
        consider(&nearest, &scope_of(at)->from_values);
        consider(&nearest, &scope_of(at)->implied_values);
    }
    if (c->scopes->prelude)
        consider(&nearest, &scope_of(c->scopes->prelude)->values);
    if (c->scopes->core) {
        /* Only the constructors of core: its helper functions are not for programs. */
        const Map *values = &scope_of(c->scopes->core)->values;
        for (size_t i = 0; i < values->count; i++) {
            Name candidate = values->order[i].key;
            if (!isupper((unsigned char)candidate[0]))
                continue;
            int distance = edit_distance(name, candidate, nearest.distance - 1);
            if (distance < nearest.distance) {
                nearest.distance = distance;
                nearest.best = candidate;
            }
        }
    }
    return nearest.best;
}

Name scope_suggest_type(Checker *c, ModuleInfo *module, Name name)
{
    Nearest nearest = nearest_start(name);
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer) {
        consider(&nearest, &scope_of(at)->types);
        consider(&nearest, &scope_of(at)->from_types);
        consider(&nearest, &scope_of(at)->implied_types);
    }
    consider(&nearest, &c->scopes->builtins);
    if (c->scopes->core)
        consider(&nearest, &scope_of(c->scopes->core)->types);
    consider(&nearest, &c->scopes->std_types);
    return nearest.best;
}

Name scope_near_method(Checker *c, Name name, size_t *at)
{
    const Map *methods = &c->scopes->methods;
    while (*at < methods->count) {
        Name known = methods->order[(*at)++].key;
        if (strlen(name) > 2 && edit_distance(name, known, 2) <= 2)
            return known;
    }
    return NULL;
}

Name scope_module_called(Checker *c, Name name)
{
    const Map *modules = &c->scopes->modules;
    for (size_t i = 0; i < modules->count; i++) {
        Name full = modules->order[i].key;
        const char *last = strrchr(full, '.');
        if (strcmp(last ? last + 1 : full, name) == 0)
            return full;
    }
    return NULL;
}

/* What may stand before a dot: modules and types. */
Name scope_suggest_space(Checker *c, ModuleInfo *module, Name name)
{
    Nearest nearest = nearest_start(name);
    for (ModuleInfo *at = module; at; at = scope_of(at)->outer)
        consider(&nearest, &scope_of(at)->spaces);
    const Map *library = &c->scopes->std_modules;
    for (size_t i = 0; i < library->count; i++) {
        const ModuleInfo *known = map_get(library, library->order[i].key);
        if (known == c->scopes->core || known == c->scopes->prelude)
            continue; /* their names are there without a module */
        int distance = edit_distance(name, known->name, nearest.distance - 1);
        if (distance < nearest.distance) {
            nearest.distance = distance;
            nearest.best = known->name;
        }
    }
    return nearest.best ? nearest.best : scope_suggest_type(c, module, name);
}

/* ---- The library, for sugar ---- */

TraitDecl *core_trait(Checker *c, const char *name)
{
    Name wanted = intern_cstr(c->names, name);
    Binding *found = core_type(c->scopes, wanted);
    if (!found)
        found = map_get(&c->scopes->std_types, wanted);
    return found && found->kind == BINDING_TRAIT ? found->trait : NULL;
}

ModuleInfo *std_module(Checker *c, const char *name)
{
    return map_get(&c->scopes->std_modules, scope_squash(c, intern_cstr(c->names, name)));
}

FnSymbol *std_function(Checker *c, const char *module, const char *name, size_t arity)
{
    ModuleInfo *info = std_module(c, module);
    if (!info)
        return NULL;
    Binding *found = map_get(&scope_of(info)->values, intern_cstr(c->names, name));
    if (!found || found->kind != BINDING_FN)
        return NULL;
    for (size_t i = 0; i < found->fns.count; i++) {
        if (found->fns.items[i]->arity == arity)
            return found->fns.items[i];
    }
    return NULL;
}
