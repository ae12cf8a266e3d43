/* declare_unused.c - imports whose names occur nowhere else in the file. Words of comments count as
 * well, so what is reported is surely unused. */
#include "check/declare_internal.h"

#include <ctype.h>

typedef struct Words {
    Checker *c;
    Map found; /* Name -> Name */
} Words;

static bool in_word(unsigned char c)
{
    return isalnum(c) || c == '_' || c >= 0x80;
}

static bool is_import(const Item *item)
{
    return item->kind == IT_IMPORT || item->kind == IT_FROM;
}

static void add_words(Words *words, Text text)
{
    for (size_t at = 0; at < text.length;) {
        size_t end = at;
        while (end < text.length && in_word((unsigned char)text.bytes[end]))
            end++;
        if (end > at) {
            Name name = intern(words->c->names, (Text){text.bytes + at, end - at});
            map_put(words->c->arena, &words->found, name, (void *)name);
        }
        at = end + 1;
    }
}

/* The text around the imports, which lie in it in order. */
static void add_file(Words *words, const Source *source, const ItemVec *items)
{
    size_t at = 0;
    for (size_t i = 0; i < items->count; i++) {
        const Item *item = items->items[i];
        if (!is_import(item) || item->span.start < at)
            continue;
        add_words(words, (Text){source->text.bytes + at, item->span.start - at});
        at = item->span.end;
    }
    add_words(words, (Text){source->text.bytes + at, source->text.length - at});
}

static bool occurs(const Words *words, Name name)
{
    return map_get((Map *)&words->found, name) != NULL;
}

static bool any_occurs(const Words *words, const Map *names)
{
    for (size_t i = 0; i < names->count; i++)
        if (occurs(words, names->order[i].key))
            return true;
    return false;
}

static bool variant_occurs(const Words *words, const Binding *binding)
{
    for (size_t i = 0;
         binding && binding->kind == BINDING_TYPE && i < binding->type->variants.count; i++)
        if (occurs(words, binding->type->variants.items[i]->name))
            return true;
    return false;
}

static void warn(Checker *c, Span span, Name name)
{
    Diag *diag = diag_add(c->diags, DIAG_UNUSED, span, "unused import: %s", name);
    diag_hint(c->diags, diag, "drop it");
}

static void check_names(Words *words, const ModuleScope *scope, const Item *item)
{
    for (size_t i = 0; i < item->names.count; i++) {
        Ident name = item->names.items[i];
        Binding *type = map_get(&scope->from_types, name.name);
        Binding *value = map_get(&scope->from_values, name.name);
        bool missing = value && value->kind == BINDING_CONST && value->constant->type &&
                       type_resolve(value->constant->type)->kind == TY_ERROR;
        bool hidden = (value && !value->is_pub) || (type && !type->is_pub);
        if (missing || hidden)
            continue; /* reported already */
        bool bound = type || value || map_get(&scope->from_spaces, name.name);
        if (bound && !occurs(words, name.name) && !variant_occurs(words, type))
            warn(words->c, name.span, name.name);
    }
}

/* An imported module is used by its name, or by its types and constructors, which need no
 * qualification. */
static void check_module(Words *words, const ModuleScope *scope, const Item *item)
{
    Ident last = item->path.parts.items[item->path.parts.count - 1];
    Name name = item->name.name ? item->name.name : last.name;
    Binding *binding = map_get(&scope->from_spaces, name);
    if (!binding || occurs(words, name))
        return;
    const ModuleScope *imported = scope_of(binding->module);
    if (imported->loaded && !any_occurs(words, &imported->types) &&
        !any_occurs(words, &imported->values))
        warn(words->c, item->name.name ? item->name.span : last.span, name);
}

void warn_unused_imports(Checker *c, ModuleInfo *module)
{
    const ModuleScope *scope = scope_of(module);
    bool any = false;
    for (size_t i = 0; scope->items && i < scope->items->count; i++)
        any |= is_import(scope->items->items[i]);
    if (!any || module->is_std || scope->outer)
        return;
    Words words = {.c = c};
    add_file(&words, scope->items->items[0]->span.source, scope->items);
    for (size_t i = 0; i < scope->items->count; i++) {
        const Item *item = scope->items->items[i];
        if (item->kind == IT_FROM)
            check_names(&words, scope, item);
        else if (item->kind == IT_IMPORT)
            check_module(&words, scope, item);
    }
}
