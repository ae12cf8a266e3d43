/* Which impls types derive. Asked for by a deriving clause, or, without one, Eq, Ord, Debug and
 * Hash as far as the fields allow. Bodies are syntax (derive_body.c) and are inferred like written
 * ones.
 *
 * The library's part, in std/json.mpl:
 *   interface ToJson    fn to_json(self) -> Json
 *   interface FromJson  fn decode(j :: Json) -> Self!String, and from_json(s :: String) by default
 *   Json.field(j :: Json, name :: String) -> T!String     a member decoded; None for an absent
 * Option Json.variant(j :: Json) -> (String, List<Json>)!String  tag and fields of an encoded
 * variant Json.element(fields :: List<Json>, i :: Int) -> T!String Json.tagged(tag :: String,
 * fields :: List<Json>) -> Json Json.Object(Map<String, Json>) and in std/row.mpl: interface
 * FromRow     fn from_row(row :: Map<String, String>) -> Self!String interface FromColumn  what
 * Row.column needs of a field's type Row.column(row :: Map<String, String>, name :: String) ->
 * T!String and in std/schema.mpl: interface Schema      the static functions __table__ and so on */
#include "check/declare_internal.h"

/* What a word in deriving(...) stands for. */
typedef struct Derivable {
    const char *word;
    const char *traits[2];
    const char *fields[2]; /* what each field's type must implement for traits[i]; NULL: nothing */
    bool structs_only;
    DiagCode failure;
} Derivable;

static const Derivable derivables[] = {
    {"Eq", {"Eq"}, {"Eq"}, false, DIAG_NO_TRAIT},
    {"Ord", {"Ord"}, {"Ord"}, false, DIAG_NO_TRAIT},
    {"Display", {"Display"}, {"Display"}, false, DIAG_NO_TRAIT},
    {"Debug", {"Debug"}, {"Debug"}, false, DIAG_NO_TRAIT},
    {"Hash", {"Hash"}, {"Hash"}, false, DIAG_NO_TRAIT},
    {"Default", {"Default"}, {"Default"}, true, DIAG_NO_TRAIT},
    {"Json", {"ToJson", "FromJson"}, {"ToJson", "FromJson"}, false, DIAG_NOT_JSON},
    {"Row", {"FromRow"}, {"FromColumn"}, true, DIAG_NOT_ROW},
    {"Schema", {"Schema"}, {NULL}, true, DIAG_OTHER},
};

static const char *const implicit_words[] = {"Eq", "Ord", "Debug", "Hash"};

typedef struct Candidate {
    TypeDecl *decl;
    const Derivable *derivable;
    ImplDecl *impl;
    TraitDecl *field_trait; /* NULL: fields may be anything */
    const char *trait_name;
    Span span;
    bool asked, dropped;
} Candidate;
typedef VEC(Candidate) CandidateVec;

static const Derivable *derivable_named(const char *word)
{
    for (size_t i = 0; i < sizeof derivables / sizeof derivables[0]; i++) {
        if (strcmp(derivables[i].word, word) == 0)
            return &derivables[i];
    }
    return NULL;
}

/* ---- Candidates ---- */

static ImplDecl *written_impl(Declarer *d, TraitDecl *trait, TypeDecl *decl)
{
    ImplChoice choice = impls_for(d->c->program, trait, type_con(d->c->arena, decl, (TypeVec){0}));
    return choice.same_head && choice.same_head->count > 0 ? choice.same_head->items[0] : NULL;
}

static ImplDecl *derived_impl(Declarer *d, TypeDecl *decl, TraitDecl *trait, TraitDecl *bound_trait,
                              Span span)
{
    Checker *c = d->c;
    ImplDecl *impl = ARENA_NEW(c->arena, ImplDecl);
    TypeVec args = {0};
    for (size_t i = 0; i < decl->params.count; i++) {
        TypeParam *param = ARENA_NEW(c->arena, TypeParam);
        param->name = decl->params.items[i]->name;
        if (bound_trait) {
            TraitBound bound = {.trait = bound_trait, .span = span};
            vec_push(c->arena, &param->bounds, bound);
        }
        vec_push(c->arena, &impl->params, param);
        vec_push(c->arena, &args, type_param(c->arena, param));
    }
    impl->trait = trait;
    impl->target = type_con(c->arena, decl, args);
    impl->module = decl->module;
    impl->span = span;
    return impl;
}

static void add_candidate(Declarer *d, CandidateVec *candidates, TypeDecl *decl,
                          const Derivable *derivable, size_t part, Span span, bool asked)
{
    Checker *c = d->c;
    TraitDecl *trait = core_trait(c, derivable->traits[part]);
    if (!trait)
        return;
    ImplDecl *written = written_impl(d, trait, decl);
    if (written && asked) {
        Diag *diag = diag_add(c->diags, DIAG_DUPLICATE_IMPL, written->span,
                              "duplicate impl: `%s` is already implemented for `%s`", trait->name,
                              decl->name);
        diag_label(c->diags, diag, span, "derived here");
    }
    if (written)
        return;
    const char *field_trait = derivable->fields[part];
    Candidate candidate = {.decl = decl, .derivable = derivable, .span = span, .asked = asked};
    candidate.field_trait = field_trait ? core_trait(c, field_trait) : NULL;
    candidate.trait_name = derivable->traits[part];
    candidate.impl = derived_impl(d, decl, trait, candidate.field_trait, span);
    candidate.impl->implicit = !asked;
    impl_register(c, candidate.impl);
    vec_push(c->arena, candidates, candidate);
}

static bool lists_word(const Item *item, const char *word)
{
    for (size_t i = 0; i < item->deriving.count; i++) {
        if (strcmp(item->deriving.items[i].name, word) == 0)
            return true;
    }
    return false;
}

static void report_not_derivable(Declarer *d, TypeDecl *decl, Ident word, const Derivable *known)
{
    Checker *c = d->c;
    Diag *diag = diag_add(c->diags, DIAG_NOT_DERIVABLE, word.span, "cannot derive `%s` for `%s`",
                          word.name, decl->name);
    if (known) {
        diag_hint(c->diags, diag, "`%s` can be derived for structs only", word.name);
        return;
    }
    for (size_t i = 0; i < sizeof derivables / sizeof derivables[0]; i++) {
        if (edit_distance(word.name, derivables[i].word, 2) <= 2) {
            diag_hint(c->diags, diag, "did you mean `%s`?", derivables[i].word);
            return;
        }
    }
    diag_hint(c->diags, diag,
              "these can be derived: Eq, Ord, Display, Debug, Hash, Default, Json, Row, Schema");
}

static bool has_eq(Declarer *d, TypeDecl *decl)
{
    TraitDecl *eq = core_trait(d->c, "Eq");
    return lists_word(decl->item, "Eq") || (eq && written_impl(d, eq, decl));
}

static void add_asked(Declarer *d, CandidateVec *candidates, TypeDecl *decl, Ident word)
{
    Checker *c = d->c;
    const Derivable *derivable = derivable_named(word.name);
    if (!derivable || (derivable->structs_only && decl->kind != DECL_STRUCT)) {
        report_not_derivable(d, decl, word, derivable);
        return;
    }
    if (strcmp(word.name, "Ord") == 0 && !has_eq(d, decl)) {
        Diag *diag = diag_add(c->diags, DIAG_DERIVE_PREREQ, word.span,
                              "cannot derive `Ord` for `%s` without `Eq`", decl->name);
        diag_hint(c->diags, diag, "write `deriving(Eq, Ord)`");
        return;
    }
    for (size_t part = 0; part < 2 && derivable->traits[part]; part++)
        add_candidate(d, candidates, decl, derivable, part, word.span, true);
}

static void add_candidates(Declarer *d, CandidateVec *candidates, TypeDecl *decl)
{
    if (decl->item->has_deriving) {
        for (size_t i = 0; i < decl->item->deriving.count; i++)
            add_asked(d, candidates, decl, decl->item->deriving.items[i]);
        return;
    }
    for (size_t i = 0; i < sizeof implicit_words / sizeof implicit_words[0]; i++)
        add_candidate(d, candidates, decl, derivable_named(implicit_words[i]), 0,
                      decl->item->name.span, false);
}

/* ---- Support ---- */

static bool supports(Declarer *d, TraitDecl *trait, Type *type, int depth);

static bool supports_bounds(Declarer *d, const ImplDecl *impl, const TypeVec *args, int depth)
{
    for (size_t i = 0; i < impl->params.count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t j = 0; j < bounds->count; j++) {
            if (!supports(d, bounds->items[j].trait, args->items[i], depth + 1))
                return false;
        }
    }
    return true;
}

static bool supports(Declarer *d, TraitDecl *trait, Type *type, int depth)
{
    ImplDecl *impl;
    TypeVec args = {0};
    if (depth > 64)
        return true;
    if (impl_lookup(d->c, trait, NULL, type, &impl, &args, NULL, NULL) == IMPL_NONE)
        return false;
    return !impl || supports_bounds(d, impl, &args, depth);
}

/* Interpolation takes Debug where Display is missing. */
static bool field_supports(Declarer *d, const Candidate *candidate, Type *type)
{
    Type *own = type_substitute(d->c->arena, type, &candidate->decl->params,
                                &candidate->impl->target->args);
    if (supports(d, candidate->field_trait, own, 0))
        return true;
    TraitDecl *debug = core_trait(d->c, "Debug");
    return strcmp(candidate->trait_name, "Display") == 0 && debug && supports(d, debug, own, 0);
}

static const FieldDecl *unsupported_in(Declarer *d, const Candidate *candidate,
                                       const FieldDeclVec *fields)
{
    for (size_t i = 0; i < fields->count; i++) {
        if (!field_supports(d, candidate, fields->items[i].type))
            return &fields->items[i];
    }
    return NULL;
}

static const FieldDecl *unsupported_field(Declarer *d, const Candidate *candidate,
                                          const VariantDecl **variant)
{
    const TypeDecl *decl = candidate->decl;
    *variant = NULL;
    if (!candidate->field_trait)
        return NULL;
    const FieldDecl *field = unsupported_in(d, candidate, &decl->fields);
    for (size_t i = 0; i < decl->variants.count && !field; i++) {
        *variant = decl->variants.items[i];
        field = unsupported_in(d, candidate, &decl->variants.items[i]->fields);
    }
    return field;
}

/* Dropping one may take away what another stands on. */
static void drop_unsupported(Declarer *d, CandidateVec *candidates)
{
    bool changed = true;
    while (changed) {
        changed = false;
        for (size_t i = 0; i < candidates->count; i++) {
            Candidate *candidate = &candidates->items[i];
            const VariantDecl *variant;
            if (candidate->asked || candidate->dropped ||
                !unsupported_field(d, candidate, &variant))
                continue;
            candidate->dropped = true;
            impl_unregister(d->c, candidate->impl);
            changed = true;
        }
    }
}

static void report_unsupported(Declarer *d, const Candidate *candidate, const FieldDecl *field,
                               const VariantDecl *variant)
{
    Checker *c = d->c;
    const char *type = type_text(c->arena, field->type);
    Name name = field->name ? field->name : variant ? variant->name : candidate->decl->name;
    Diag *diag;
    if (candidate->derivable->failure == DIAG_NOT_JSON)
        diag = diag_add(c->diags, DIAG_NOT_JSON, field->span,
                        "field `%s` of type `%s` is not JSON-serializable", name, type);
    else if (candidate->derivable->failure == DIAG_NOT_ROW)
        diag = diag_add(c->diags, DIAG_NOT_ROW, field->span,
                        "field `%s` has type `%s` which cannot be mapped from a database row", name,
                        type);
    else
        diag = diag_add(c->diags, DIAG_NO_TRAIT, field->span, "`%s` does not implement `%s`", type,
                        candidate->trait_name);
    Type *resolved = type_resolve(field->type);
    if (resolved->kind == TY_CON && resolved->decl->item && !resolved->decl->module->is_std)
        diag_hint(c->diags, diag, "add `%s` to the deriving clause of `%s`",
                  candidate->derivable->word, resolved->decl->name);
    diag_label(c->diags, diag, candidate->span, "derived here");
}

/* ---- The impls ---- */

static void add_work(Declarer *d, const Candidate *candidate, bool failed)
{
    Checker *c = d->c;
    ImplWork *work = ARENA_NEW(c->arena, ImplWork);
    work->impl = candidate->impl;
    work->module = candidate->decl->module;
    work->derived_for = candidate->decl;
    work->trait_name = candidate->trait_name;
    work->span = candidate->decl->item->name.span;
    work->failed = failed;
    work->scope = type_scope_new(c, &candidate->impl->params, NULL);
    work->scope->self = candidate->impl->target;
    work->scope->trait = candidate->impl->trait;
    work->scope->impl = candidate->impl;
    if (!failed)
        work->methods = derive_methods(d, candidate->decl, candidate->trait_name, work->span);
    vec_push(c->arena, &d->impls, work);
}

/* A second type of a name was reported; the derived code would speak of the first. */
static bool has_its_name(const TypeDecl *decl)
{
    Binding *binding = map_get(&scope_of(decl->module)->types, decl->name);
    return binding && binding->kind == BINDING_TYPE && binding->type == decl;
}

void derive_impls(Declarer *d)
{
    CandidateVec candidates = {0};
    for (size_t i = 0; i < d->types.count; i++)
        if (has_its_name(d->types.items[i]))
            add_candidates(d, &candidates, d->types.items[i]);
    drop_unsupported(d, &candidates);
    for (size_t i = 0; i < candidates.count; i++) {
        Candidate *candidate = &candidates.items[i];
        if (candidate->dropped)
            continue;
        const VariantDecl *variant;
        const FieldDecl *field = unsupported_field(d, candidate, &variant);
        if (field)
            report_unsupported(d, candidate, field, variant);
        add_work(d, candidate, field != NULL);
    }
}
