/* derive_compare.c - Eq, Ord and Hash: what tells values apart. */
#include "check/derive_internal.h"

#define FNV_OFFSET (-3750763034362895579) /* the hash of a struct without fields */

static void add_other(Deriver *v, const char *method, Expr *body)
{
    FnDef *def = derive_method(v, method, body);
    build_param(v->b, def, "self", NULL);
    build_param(v->b, def, "other", NULL);
}

/* ---- Pairs of values: Eq and Ord ---- */

typedef Expr *(*FoldPairs)(Deriver *v, ExprVec *left, ExprVec *right);

static Expr *fold_struct(Deriver *v, FoldPairs fold)
{
    ExprVec left = {0}, right = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        vec_push(v->b->arena, &left, derive_self_field(v, i));
        vec_push(v->b->arena, &right, derive_other_field(v, i));
    }
    return fold(v, &left, &right);
}

static Expr *fold_variant(Deriver *v, const VariantDecl *variant, FoldPairs fold)
{
    ExprVec left = {0}, right = {0};
    for (size_t i = 0; i < variant->fields.count; i++) {
        vec_push(v->b->arena, &left, build_name(v->b, derive_numbered(v, "a", i)));
        vec_push(v->b->arena, &right, build_name(v->b, derive_numbered(v, "b", i)));
    }
    return fold(v, &left, &right);
}

/* case self do V(a..) -> case other do V(b..) -> fold | _ -> otherwise(i) end ... end */
static Expr *fold_sum(Deriver *v, FoldPairs fold, Expr *(*otherwise)(Deriver *v, size_t index))
{
    const TypeDecl *decl = v->decl;
    ArmVec arms = {0};
    for (size_t i = 0; i < decl->variants.count; i++) {
        const VariantDecl *variant = decl->variants.items[i];
        ArmVec inner = {0};
        derive_arm(v, &inner, derive_variant_pattern(v, variant, "b"),
                   fold_variant(v, variant, fold));
        if (decl->variants.count > 1)
            derive_arm(v, &inner, build_wildcard(v->b), otherwise(v, i));
        derive_arm(v, &arms, derive_variant_pattern(v, variant, "a"),
                   build_case(v->b, build_name(v->b, "other"), inner));
    }
    return build_case(v->b, build_self(v->b), arms);
}

static Expr *all_equal(Deriver *v, ExprVec *left, ExprVec *right)
{
    Expr *result = NULL;
    for (size_t i = 0; i < left->count; i++) {
        Expr *same = build_binary(v->b, BIN_EQ, left->items[i], right->items[i]);
        result = result ? build_binary(v->b, BIN_AND, result, same) : same;
    }
    return result ? result : build_bool(v->b, true);
}

static Expr *differs(Deriver *v, size_t index)
{
    (void)index;
    return build_bool(v->b, false);
}

void derive_eq(Deriver *v)
{
    Expr *body;
    if (v->decl->kind == DECL_STRUCT)
        body = fold_struct(v, all_equal);
    else if (is_enumeration(v->decl))
        body = derive_call2(v, "$enum_eq", build_self(v->b), build_name(v->b, "other"));
    else
        body = fold_sum(v, all_equal, differs);
    add_other(v, "eq", body);
}

/* case compare(a, b) do Equal -> rest | o -> o end, from the last pair to the first */
static Expr *compare_all(Deriver *v, ExprVec *left, ExprVec *right)
{
    if (left->count == 0)
        return build_name(v->b, "$Equal");
    size_t last = left->count - 1;
    Expr *result = derive_call2(v, "$compare", left->items[last], right->items[last]);
    for (size_t i = last; i > 0; i--) {
        ArmVec arms = {0};
        derive_arm(v, &arms, build_ctor(v->b, NULL, "$Equal", (PatternVec){0}), result);
        derive_arm(v, &arms, build_bind(v->b, "order"), build_name(v->b, "order"));
        result = build_case(
            v->b, derive_call2(v, "$compare", left->items[i - 1], right->items[i - 1]), arms);
    }
    return result;
}

static const char *rank_name(Deriver *v)
{
    return arena_printf(v->b->arena, "rank of %s", v->decl->name);
}

/* fn rank(value :: T) -> Int = case value do A -> 0 | B -> 1 ... end, beside the type. Its name
 * holds blanks, so nothing else has it. */
static void add_rank(Deriver *v)
{
    Build *b = v->b;
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        Pattern *pattern =
            build_ctor(b, v->decl->name, v->decl->variants.items[i]->name, (PatternVec){0});
        derive_arm(v, &arms, pattern, build_int(b, (int64_t)i));
    }
    FnDef *def = build_fn(b, rank_name(v), build_case(b, build_name(b, "value"), arms));
    TypeExprVec args = {0};
    for (size_t i = 0; i < v->decl->params.count; i++) {
        Ident generic = {v->decl->params.items[i]->name, b->span};
        vec_push(b->arena, &def->generics, generic);
        vec_push(b->arena, &args, build_type(b, generic.name, (TypeExprVec){0}));
    }
    build_param(b, def, "value", build_type(b, v->decl->name, args));
    def->result = build_type(b, "$Int", (TypeExprVec){0});
    declare_fn_def(v->d, v->decl->module, def, NULL, NULL);
}

static Expr *compare_ranks(Deriver *v, size_t index)
{
    Expr *rank = derive_call1(v, rank_name(v), build_name(v->b, "other"));
    return derive_call2(v, "$compare", build_int(v->b, (int64_t)index), rank);
}

static Expr *is_less(Deriver *v, Expr *order)
{
    ArmVec arms = {0};
    derive_arm(v, &arms, build_ctor(v->b, NULL, "$Less", (PatternVec){0}), build_bool(v->b, true));
    derive_arm(v, &arms, build_wildcard(v->b), build_bool(v->b, false));
    return build_case(v->b, order, arms);
}

void derive_ord(Deriver *v)
{
    Build *b = v->b;
    if (is_enumeration(v->decl)) {
        add_other(v, "lt", derive_call2(v, "$enum_lt", build_self(b), build_name(b, "other")));
        add_other(v, "compare",
                  derive_call2(v, "$enum_compare", build_self(b), build_name(b, "other")));
        return;
    }
    Expr *lt;
    if (v->decl->kind == DECL_STRUCT && v->decl->fields.count == 0)
        lt = build_bool(b, false);
    else if (v->decl->kind == DECL_STRUCT && v->decl->fields.count == 1)
        lt = build_binary(b, BIN_LT, derive_self_field(v, 0), derive_other_field(v, 0));
    else
        lt = is_less(v, derive_call2(v, "$compare", build_self(b), build_name(b, "other")));
    add_other(v, "lt", lt);
    if (v->decl->kind == DECL_STRUCT) {
        add_other(v, "compare", fold_struct(v, compare_all));
        return;
    }
    if (v->decl->variants.count > 1)
        add_rank(v);
    add_other(v, "compare", fold_sum(v, compare_all, compare_ranks));
}

/* ---- Hash and Default ---- */

static Expr *hash_into(Deriver *v, Expr *state, Expr *value)
{
    Expr *hash = derive_call1(v, "$hash", value);
    return state ? derive_call2(v, "$hash_combine", state, hash) : hash;
}

void derive_hash(Deriver *v)
{
    Build *b = v->b;
    if (v->decl->kind == DECL_STRUCT) {
        Expr *state = NULL;
        for (size_t i = 0; i < v->decl->fields.count; i++)
            state = hash_into(v, state, derive_self_field(v, i));
        derive_unary(v, "hash", state ? state : build_int(b, FNV_OFFSET));
        return;
    }
    if (is_enumeration(v->decl)) {
        derive_unary(v, "hash",
                     derive_call1(v, "$hash",
                                  derive_call2(v, "$enum_index", build_self(b), build_int(b, 1))));
        return;
    }
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        Expr *state = hash_into(v, NULL, build_int(b, (int64_t)i));
        for (size_t j = 0; j < variant->fields.count; j++)
            state = hash_into(v, state, build_name(b, derive_numbered(v, "a", j)));
        derive_arm(v, &arms, derive_variant_pattern(v, variant, "a"), state);
    }
    derive_unary(v, "hash", build_case(b, build_self(b), arms));
}
