/* What import items make visible. All modules have their names by now. */
#include "check/declare_internal.h"

static const char *dotted(Checker *c, const Path *path, size_t count)
{
    TextBuffer out;
    text_buffer_init(&out, c->arena);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add_char(&out, '.');
        text_add(&out, text_of(path->parts.items[i].name));
    }
    return text_done(&out).bytes;
}

/* A file of the project, a module or service nested in one, or a library module. */
static ModuleInfo *find_module(Checker *c, const Path *path, size_t count)
{
    ModuleInfo *found = map_get(&c->scopes->modules, intern_cstr(c->names, dotted(c, path, count)));
    if (found)
        return found;
    if (count == 1)
        return map_get(&c->scopes->std_modules, scope_squash(c, path->parts.items[0].name));
    ModuleInfo *outer = find_module(c, path, count - 1);
    Binding *inner =
        outer ? scope_member_namespace(c, outer, path->parts.items[count - 1].name) : NULL;
    return inner ? inner->module : NULL;
}

static Binding *copy_variants(Checker *c, Map *values, Name name)
{
    Binding *old = map_get(values, name);
    Binding *binding = binding_new(c, BINDING_VARIANT, true);
    for (size_t i = 0; old && i < old->variants.count; i++)
        vec_push(c->arena, &binding->variants, old->variants.items[i]);
    map_put(c->arena, values, name, binding);
    return binding;
}

static void add_variants(Checker *c, Map *values, TypeDecl *decl)
{
    for (size_t i = 0; i < decl->variants.count; i++) {
        VariantDecl *variant = decl->variants.items[i];
        Binding *old = map_get(values, variant->name);
        if (old && old->kind != BINDING_VARIANT)
            continue;
        bool known = false;
        for (size_t j = 0; old && j < old->variants.count; j++)
            known |= old->variants.items[j] == variant;
        if (known)
            continue;
        Binding *binding = copy_variants(c, values, variant->name);
        vec_push(c->arena, &binding->variants, variant);
    }
}

/* Public types of an imported module need no qualification. Constructors of library types do. */
static void add_implied(Checker *c, ModuleScope *scope, ModuleInfo *imported)
{
    const Map *types = &scope_of(imported)->types;
    for (size_t i = 0; i < types->count; i++) {
        Name name = types->order[i].key;
        Binding *binding = map_get(types, name);
        if (!binding->is_pub)
            continue;
        if (!map_get(&scope->implied_types, name))
            map_put(c->arena, &scope->implied_types, name, binding);
        if (binding->kind == BINDING_TYPE && !imported->is_std)
            add_variants(c, &scope->implied_values, binding->type);
    }
}

static void import_module(Declarer *d, ModuleInfo *module, Item *item)
{
    Checker *c = d->c;
    ModuleInfo *imported = find_module(c, &item->path, item->path.parts.count);
    if (!imported || imported == module)
        return; /* the loader reported it */
    ModuleScope *scope = scope_of(module);
    Ident last = item->path.parts.items[item->path.parts.count - 1];
    Ident name = item->name.name ? item->name : last;
    Binding *taken = map_get(&scope->from_spaces, name.name);
    if (taken && taken->module != imported) {
        Diag *diag =
            diag_add(c->diags, DIAG_IMPORT_CLASH, item->span, "`%s` would name both `%s` and `%s`",
                     name.name, taken->module->name, imported->name);
        diag_hint(c->diags, diag, "write `import %s as ...` to give one of them another name",
                  dotted(c, &item->path, item->path.parts.count));
        return;
    }
    Binding *binding = binding_new(c, BINDING_MODULE, true);
    binding->module = imported;
    map_put(c->arena, &scope->from_spaces, name.name, binding);
    add_implied(c, scope, imported);
}

/* ---- from M import names ---- */

enum { MAX_EXPORTS_SHOWN = 12 };

static void add_exports(TextBuffer *out, const Map *names, size_t *shown)
{
    for (size_t i = 0; i < names->count; i++) {
        Binding *binding = map_get(names, names->order[i].key);
        if (!binding->is_pub || binding->kind == BINDING_VARIANT)
            continue;
        if (++*shown == MAX_EXPORTS_SHOWN + 1)
            text_add(out, TEXT(", ..."));
        if (*shown > MAX_EXPORTS_SHOWN)
            return;
        if (out->length > 0)
            text_add(out, TEXT(", "));
        text_add(out, text_of(names->order[i].key));
    }
}

static void report_not_exported(Checker *c, ModuleInfo *imported, Ident name)
{
    Diag *diag = diag_add(c->diags, DIAG_NOT_EXPORTED, name.span,
                          "name not found in module `%s`: %s", imported->name, name.name);
    TextBuffer out;
    text_buffer_init(&out, c->arena);
    const ModuleScope *scope = scope_of(imported);
    Name near = scope_suggest_export(imported, name.name);
    const char *question = near ? arena_printf(c->arena, "did you mean `%s`? ", near) : "";
    size_t shown = 0;
    add_exports(&out, &scope->values, &shown);
    add_exports(&out, &scope->types, &shown);
    add_exports(&out, &scope->spaces, &shown);
    if (out.length == 0)
        diag_hint(c->diags, diag, "module `%s` exports nothing", imported->name);
    else
        diag_hint(c->diags, diag, "%s%s exports: %s", question, near ? "It" : "it",
                  text_done(&out).bytes);
}

/* The name is bound to what causes no further messages. */
static void poison_name(Checker *c, ModuleScope *scope, ModuleInfo *module, Ident name)
{
    Type *error = ARENA_NEW(c->arena, Type);
    error->kind = TY_ERROR;
    ConstSymbol *constant = ARENA_NEW(c->arena, ConstSymbol);
    constant->name = name.name;
    constant->full_name = name.name;
    constant->module = module;
    constant->type = error;
    constant->span = name.span;
    Binding *value = binding_new(c, BINDING_CONST, true);
    value->constant = constant;
    if (!map_get(&scope->from_values, name.name))
        map_put(c->arena, &scope->from_values, name.name, value);
    TypeAlias *alias = ARENA_NEW(c->arena, TypeAlias);
    *alias = (TypeAlias){.name = name.name, .target = error, .module = module, .state = 2};
    Binding *type = binding_new(c, BINDING_ALIAS, true);
    type->alias = alias;
    if (!map_get(&scope->from_types, name.name))
        map_put(c->arena, &scope->from_types, name.name, type);
}

static void report_private(Checker *c, ModuleInfo *imported, Ident name)
{
    Diag *diag =
        diag_add(c->diags, DIAG_PRIVATE, name.span,
                 "private item cannot be imported: `%s` of module `%s`", name.name, imported->name);
    diag_hint(c->diags, diag, "declare it with `pub` in `%s`", imported->name);
}

static bool same_binding(const Binding *a, const Binding *b)
{
    return a == b ||
           (a->kind == BINDING_MODULE && b->kind == BINDING_MODULE && a->module == b->module);
}

static void import_binding(Declarer *d, Map *names, Ident name, Binding *binding)
{
    Checker *c = d->c;
    Binding *taken = map_get(names, name.name);
    if (taken && taken->kind == BINDING_VARIANT)
        taken = NULL; /* named outright wins over a constructor that came with its type */
    if (taken && !same_binding(taken, binding)) {
        diag_add(c->diags, DIAG_IMPORT_CLASH, name.span, "`%s` is imported from two modules",
                 name.name);
        return;
    }
    map_put(c->arena, names, name.name, binding);
}

static void import_name(Declarer *d, ModuleInfo *module, ModuleInfo *imported, Ident name)
{
    Checker *c = d->c;
    ModuleScope *scope = scope_of(module);
    Binding *found[] = {scope_member_value(c, imported, name.name),
                        scope_member_type(c, imported, name.name),
                        scope_member_namespace(c, imported, name.name)};
    Map *targets[] = {&scope->from_values, &scope->from_types, &scope->from_spaces};
    bool exists = false, visible = false;
    for (int i = 0; i < 3; i++) {
        if (!found[i])
            continue;
        exists = true;
        if (!found[i]->is_pub && module->tree != imported->tree)
            continue;
        visible = true;
        import_binding(d, targets[i], name, found[i]);
        if (found[i]->kind == BINDING_TYPE)
            add_variants(c, &scope->from_values, found[i]->type);
    }
    if (!exists) {
        report_not_exported(c, imported, name);
        poison_name(c, scope, module, name);
    } else if (!visible) {
        report_private(c, imported, name);
    }
    /* One message is enough: the name is bound all the same. */
    for (int i = 0; i < 3 && exists && !visible; i++)
        if (found[i])
            import_binding(d, targets[i], name, found[i]);
}

static void import_names(Declarer *d, ModuleInfo *module, Item *item)
{
    ModuleInfo *imported = find_module(d->c, &item->path, item->path.parts.count);
    if (!imported || imported == module)
        return;
    for (size_t i = 0; i < item->names.count; i++)
        import_name(d, module, imported, item->names.items[i]);
    add_implied(d->c, scope_of(module), imported);
}

void declare_imports(Declarer *d, ModuleInfo *module)
{
    const ItemVec *items = scope_of(module)->items;
    for (size_t i = 0; items && i < items->count; i++) {
        if (items->items[i]->kind == IT_IMPORT)
            import_module(d, module, items->items[i]);
        else if (items->items[i]->kind == IT_FROM)
            import_names(d, module, items->items[i]);
    }
}
