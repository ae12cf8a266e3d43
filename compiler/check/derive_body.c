/* The methods of derived impls, as syntax. Names of the library carry a `$`, so nothing a program declares
 * can change their meaning; a type is named as its own module names it. */
#include "check/build.h"
#include "check/declare_internal.h"

#define FNV_OFFSET (-3750763034362895579) /* the hash of a struct without fields */

typedef struct Deriver {
    Declarer *d;
    Build *b;
    TypeDecl *decl;
    FnDefVec methods;
} Deriver;

static FnDef *add_method(Deriver *v, const char *name, Expr *body)
{
    FnDef *def = build_fn(v->b, name, body);
    vec_push(v->b->arena, &v->methods, def);
    return def;
}

static const char *numbered(Deriver *v, const char *prefix, size_t i)
{
    return arena_printf(v->b->arena, "%s%zu", prefix, i);
}

/* A call of a library function or of a core trait's method. */
static Expr *call1(Deriver *v, const char *name, Expr *a)
{
    return build_call(v->b, build_name(v->b, name), 1, a);
}

static Expr *call2(Deriver *v, const char *name, Expr *a, Expr *b)
{
    return build_call(v->b, build_name(v->b, name), 2, a, b);
}

static Expr *self_field(Deriver *v, size_t i)
{
    return build_field(v->b, build_self(v->b), v->decl->fields.items[i].name);
}

static Expr *other_field(Deriver *v, size_t i)
{
    return build_field(v->b, build_name(v->b, "other"), v->decl->fields.items[i].name);
}

static Pattern *variant_pattern(Deriver *v, const VariantDecl *variant, const char *prefix)
{
    PatternVec items = {0};
    for (size_t i = 0; i < variant->fields.count; i++)
        vec_push(v->b->arena, &items, build_bind(v->b, numbered(v, prefix, i)));
    return build_ctor(v->b, v->decl->name, variant->name, items);
}

static bool is_enumeration(const TypeDecl *decl)
{
    for (size_t i = 0; i < decl->variants.count; i++) {
        if (decl->variants.items[i]->fields.count > 0)
            return false;
    }
    return decl->kind == DECL_SUM;
}

static void add_arm(Deriver *v, ArmVec *arms, Pattern *pattern, Expr *body)
{
    vec_push(v->b->arena, arms, build_arm(v->b, pattern, body));
}

static void add_other(Deriver *v, const char *method, Expr *body)
{
    FnDef *def = add_method(v, method, body);
    build_param(v->b, def, "self", NULL);
    build_param(v->b, def, "other", NULL);
}

static void add_unary(Deriver *v, const char *method, Expr *body)
{
    build_param(v->b, add_method(v, method, body), "self", NULL);
}

/* ---- Pairs of values: Eq and Ord ---- */

typedef Expr *(*FoldPairs)(Deriver *v, ExprVec *left, ExprVec *right);

static Expr *fold_struct(Deriver *v, FoldPairs fold)
{
    ExprVec left = {0}, right = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        vec_push(v->b->arena, &left, self_field(v, i));
        vec_push(v->b->arena, &right, other_field(v, i));
    }
    return fold(v, &left, &right);
}

static Expr *fold_variant(Deriver *v, const VariantDecl *variant, FoldPairs fold)
{
    ExprVec left = {0}, right = {0};
    for (size_t i = 0; i < variant->fields.count; i++) {
        vec_push(v->b->arena, &left, build_name(v->b, numbered(v, "a", i)));
        vec_push(v->b->arena, &right, build_name(v->b, numbered(v, "b", i)));
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
        add_arm(v, &inner, variant_pattern(v, variant, "b"), fold_variant(v, variant, fold));
        if (decl->variants.count > 1)
            add_arm(v, &inner, build_wildcard(v->b), otherwise(v, i));
        add_arm(v, &arms, variant_pattern(v, variant, "a"), build_case(v->b, build_name(v->b, "other"), inner));
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

static void derive_eq(Deriver *v)
{
    Expr *body;
    if (v->decl->kind == DECL_STRUCT)
        body = fold_struct(v, all_equal);
    else if (is_enumeration(v->decl))
        body = call2(v, "$enum_eq", build_self(v->b), build_name(v->b, "other"));
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
    Expr *result = call2(v, "$compare", left->items[last], right->items[last]);
    for (size_t i = last; i > 0; i--) {
        ArmVec arms = {0};
        add_arm(v, &arms, build_ctor(v->b, NULL, "$Equal", (PatternVec){0}), result);
        add_arm(v, &arms, build_bind(v->b, "order"), build_name(v->b, "order"));
        result = build_case(v->b, call2(v, "$compare", left->items[i - 1], right->items[i - 1]), arms);
    }
    return result;
}

static const char *rank_name(Deriver *v)
{
    return arena_printf(v->b->arena, "rank of %s", v->decl->name);
}

/* fn rank(value :: T) -> Int = case value do A -> 0 | B -> 1 ... end, beside the type. Its name holds blanks,
 * so nothing else has it. */
static void add_rank(Deriver *v)
{
    Build *b = v->b;
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        Pattern *pattern = build_ctor(b, v->decl->name, v->decl->variants.items[i]->name, (PatternVec){0});
        add_arm(v, &arms, pattern, build_int(b, (int64_t)i));
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
    Expr *rank = call1(v, rank_name(v), build_name(v->b, "other"));
    return call2(v, "$compare", build_int(v->b, (int64_t)index), rank);
}

static Expr *is_less(Deriver *v, Expr *order)
{
    ArmVec arms = {0};
    add_arm(v, &arms, build_ctor(v->b, NULL, "$Less", (PatternVec){0}), build_bool(v->b, true));
    add_arm(v, &arms, build_wildcard(v->b), build_bool(v->b, false));
    return build_case(v->b, order, arms);
}

static void derive_ord(Deriver *v)
{
    Build *b = v->b;
    if (is_enumeration(v->decl)) {
        add_other(v, "lt", call2(v, "$enum_lt", build_self(b), build_name(b, "other")));
        add_other(v, "compare", call2(v, "$enum_compare", build_self(b), build_name(b, "other")));
        return;
    }
    Expr *lt;
    if (v->decl->kind == DECL_STRUCT && v->decl->fields.count == 0)
        lt = build_bool(b, false);
    else if (v->decl->kind == DECL_STRUCT && v->decl->fields.count == 1)
        lt = build_binary(b, BIN_LT, self_field(v, 0), other_field(v, 0));
    else
        lt = is_less(v, call2(v, "$compare", build_self(b), build_name(b, "other")));
    add_other(v, "lt", lt);
    if (v->decl->kind == DECL_STRUCT) {
        add_other(v, "compare", fold_struct(v, compare_all));
        return;
    }
    if (v->decl->variants.count > 1)
        add_rank(v);
    add_other(v, "compare", fold_sum(v, compare_all, compare_ranks));
}

/* ---- Text ---- */

static void add_literal(Deriver *v, StringPartVec *parts, const char *text)
{
    StringPart part = {.text = text_of(text)};
    vec_push(v->b->arena, parts, part);
}

static void add_value(Deriver *v, StringPartVec *parts, Expr *value, bool debug)
{
    StringPart part = {.expr = debug ? call1(v, "$inspect", value) : value};
    vec_push(v->b->arena, parts, part);
}

static Expr *struct_text(Deriver *v, bool debug)
{
    const TypeDecl *decl = v->decl;
    StringPartVec parts = {0};
    if (decl->fields.count == 0)
        return build_string(v->b, arena_printf(v->b->arena, debug ? "%s {}" : "%s()", decl->name));
    for (size_t i = 0; i < decl->fields.count; i++) {
        const char *before = i == 0 ? arena_printf(v->b->arena, debug ? "%s { " : "%s(", decl->name) : ", ";
        if (debug)
            before = arena_printf(v->b->arena, "%s%s: ", before, decl->fields.items[i].name);
        add_literal(v, &parts, before);
        add_value(v, &parts, self_field(v, i), debug);
    }
    add_literal(v, &parts, debug ? " }" : ")");
    return build_text(v->b, parts);
}

static Expr *variant_text(Deriver *v, const VariantDecl *variant, bool debug)
{
    StringPartVec parts = {0};
    if (variant->fields.count == 0)
        return build_string(v->b, variant->name);
    for (size_t i = 0; i < variant->fields.count; i++) {
        add_literal(v, &parts, i == 0 ? arena_printf(v->b->arena, "%s(", variant->name) : ", ");
        add_value(v, &parts, build_name(v->b, numbered(v, "a", i)), debug);
    }
    add_literal(v, &parts, ")");
    return build_text(v->b, parts);
}

static Expr *sum_text(Deriver *v, bool debug)
{
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        add_arm(v, &arms, variant_pattern(v, variant, "a"), variant_text(v, variant, debug));
    }
    return build_case(v->b, build_self(v->b), arms);
}

static void derive_text(Deriver *v, const char *method, bool debug)
{
    add_unary(v, method, v->decl->kind == DECL_STRUCT ? struct_text(v, debug) : sum_text(v, debug));
}

/* ---- Hash and Default ---- */

static Expr *hash_into(Deriver *v, Expr *state, Expr *value)
{
    Expr *hash = call1(v, "$hash", value);
    return state ? call2(v, "$hash_combine", state, hash) : hash;
}

static void derive_hash(Deriver *v)
{
    Build *b = v->b;
    if (v->decl->kind == DECL_STRUCT) {
        Expr *state = NULL;
        for (size_t i = 0; i < v->decl->fields.count; i++)
            state = hash_into(v, state, self_field(v, i));
        add_unary(v, "hash", state ? state : build_int(b, FNV_OFFSET));
        return;
    }
    if (is_enumeration(v->decl)) {
        add_unary(v, "hash", call1(v, "$hash", call2(v, "$enum_index", build_self(b), build_int(b, 1))));
        return;
    }
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        Expr *state = hash_into(v, NULL, build_int(b, (int64_t)i));
        for (size_t j = 0; j < variant->fields.count; j++)
            state = hash_into(v, state, build_name(b, numbered(v, "a", j)));
        add_arm(v, &arms, variant_pattern(v, variant, "a"), state);
    }
    add_unary(v, "hash", build_case(b, build_self(b), arms));
}

typedef Expr *(*FieldValue)(Deriver *v, const FieldDecl *field);

/* Name { f: value(f), ... } */
static Expr *struct_of(Deriver *v, FieldValue value)
{
    FieldInitVec fields = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        const FieldDecl *field = &v->decl->fields.items[i];
        FieldInit init = {build_ident(v->b, field->name), value(v, field)};
        vec_push(v->b->arena, &fields, init);
    }
    return build_struct(v->b, v->decl->name, fields);
}

static Expr *default_value(Deriver *v, const FieldDecl *field)
{
    (void)field;
    return build_call(v->b, build_name(v->b, "$default"), 0);
}

static void derive_default(Deriver *v)
{
    add_method(v, "default", struct_of(v, default_value));
}

/* ---- Json ---- */

static Expr *json_member(Deriver *v, const char *name)
{
    return build_field(v->b, build_name(v->b, "$Json"), name);
}

static void derive_to_json(Deriver *v)
{
    Build *b = v->b;
    if (v->decl->kind == DECL_STRUCT) {
        MapPairVec pairs = {0};
        for (size_t i = 0; i < v->decl->fields.count; i++) {
            MapPair pair = {build_string(b, v->decl->fields.items[i].name), call1(v, "$to_json", self_field(v, i))};
            vec_push(b->arena, &pairs, pair);
        }
        add_unary(v, "to_json", build_call(b, json_member(v, "Object"), 1, build_map(b, pairs)));
        return;
    }
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        ExprVec fields = {0};
        for (size_t j = 0; j < variant->fields.count; j++)
            vec_push(b->arena, &fields, call1(v, "$to_json", build_name(b, numbered(v, "a", j))));
        Expr *tag = build_string(b, variant->name);
        add_arm(v, &arms, variant_pattern(v, variant, "a"),
                build_call(b, json_member(v, "tagged"), 2, tag, build_list(b, fields)));
    }
    add_unary(v, "to_json", build_case(b, build_self(b), arms));
}

static Expr *json_field(Deriver *v, const FieldDecl *field)
{
    Expr *name = build_string(v->b, field->name);
    return build_try(v->b, build_call(v->b, json_member(v, "field"), 2, build_name(v->b, "json"), name));
}

static Expr *decode_variant(Deriver *v, const VariantDecl *variant)
{
    Build *b = v->b;
    Expr *value = build_field(b, build_name(b, v->decl->name), variant->name);
    ExprVec args = {0};
    for (size_t i = 0; i < variant->fields.count; i++) {
        Expr *index = build_int(b, (int64_t)i);
        Expr *element = build_call(b, json_member(v, "element"), 2, build_name(b, "fields"), index);
        vec_push(b->arena, &args, build_try(b, element));
    }
    return call1(v, "$Ok", args.count > 0 ? build_call_vec(b, value, args) : value);
}

static Expr *decode_sum(Deriver *v)
{
    Build *b = v->b;
    ArmVec arms = {0};
    for (size_t i = 0; i < v->decl->variants.count; i++) {
        const VariantDecl *variant = v->decl->variants.items[i];
        add_arm(v, &arms, build_string_pattern(b, variant->name), decode_variant(v, variant));
    }
    const char *unknown = arena_printf(b->arena, "unknown variant for %s", v->decl->name);
    add_arm(v, &arms, build_wildcard(b), call1(v, "$Err", build_string(b, unknown)));
    const char *fields = is_enumeration(v->decl) ? "_fields" : "fields";
    Pattern *pair = build_tuple_pattern(b, build_bind(b, "tag"), build_bind(b, fields));
    Expr *parts = build_try(b, build_call(b, json_member(v, "variant"), 1, build_name(b, "json")));
    StmtVec stmts = {0};
    vec_push(b->arena, &stmts, build_let(b, pair, parts));
    vec_push(b->arena, &stmts, build_stmt(b, build_case(b, build_name(b, "tag"), arms)));
    return build_block(b, stmts);
}

static void derive_from_json(Deriver *v)
{
    Build *b = v->b;
    Expr *body = v->decl->kind == DECL_STRUCT ? call1(v, "$Ok", struct_of(v, json_field)) : decode_sum(v);
    build_param(b, add_method(v, "decode", body), "json", NULL);
}

/* ---- Rows and schemas ---- */

static Expr *row_column(Deriver *v, const FieldDecl *field)
{
    Expr *column = build_field(v->b, build_name(v->b, "$Row"), "column");
    Expr *name = build_string(v->b, field->name);
    return build_try(v->b, build_call(v->b, column, 2, build_name(v->b, "row"), name));
}

static void derive_row(Deriver *v)
{
    Expr *body = call1(v, "$Ok", struct_of(v, row_column));
    build_param(v->b, add_method(v, "from_row", body), "row", NULL);
}

static const SchemaLine *schema_line(const Item *item, const char *keyword)
{
    for (size_t i = 0; i < item->schema.count; i++) {
        if (strcmp(item->schema.items[i].keyword.name, keyword) == 0)
            return &item->schema.items[i];
    }
    return NULL;
}

static const char *lower(Deriver *v, const char *name)
{
    TextBuffer out;
    text_buffer_init(&out, v->b->arena);
    for (; *name; name++)
        text_add_char(&out, *name >= 'A' && *name <= 'Z' ? (char)(*name + 32) : *name);
    return text_done(&out).bytes;
}

static const char *text_bytes(Deriver *v, Text text)
{
    return arena_printf(v->b->arena, "%.*s", (int)text.length, text.bytes);
}

static const char *column_type(Type *type)
{
    static const struct {
        const char *mesh, *sql;
    } columns[] = {{"Int", "BIGINT"}, {"Bool", "BOOLEAN"}, {"Float", "DOUBLE PRECISION"}};
    type = type_resolve(type);
    if (type->kind == TY_CON && strcmp(type->decl->name, "Option") == 0)
        type = type_resolve(type->args.items[0]);
    for (size_t i = 0; type->kind == TY_CON && i < sizeof columns / sizeof columns[0]; i++) {
        if (strcmp(type->decl->name, columns[i].mesh) == 0)
            return columns[i].sql;
    }
    return "TEXT";
}

static void add_fields(Deriver *v)
{
    ExprVec names = {0}, types = {0};
    for (size_t i = 0; i < v->decl->fields.count; i++) {
        const FieldDecl *field = &v->decl->fields.items[i];
        const char *typed = arena_printf(v->b->arena, "%s:%s", field->name, column_type(field->type));
        vec_push(v->b->arena, &names, build_string(v->b, field->name));
        vec_push(v->b->arena, &types, build_string(v->b, typed));
        const char *method = arena_printf(v->b->arena, "__%s_col__", field->name);
        FnDef *def = add_method(v, method, build_string(v->b, field->name));
        def->result = build_type(v->b, "$String", (TypeExprVec){0});
    }
    add_method(v, "__fields__", build_list(v->b, names));
    add_method(v, "__field_types__", build_list(v->b, types));
}

/* belongs_to :user, User has its key here; has_many and has_one have it in the other table. */
static void add_relationships(Deriver *v)
{
    ExprVec short_forms = {0}, meta = {0};
    Arena *arena = v->b->arena;
    for (size_t i = 0; i < v->decl->item->schema.count; i++) {
        const SchemaLine *line = &v->decl->item->schema.items[i];
        if (!line->target.name)
            continue;
        const char *kind = line->keyword.name, *name = text_bytes(v, line->text), *target = line->target.name;
        bool belongs = strcmp(kind, "belongs_to") == 0;
        const char *key = belongs ? name : lower(v, v->decl->name);
        const char *table = arena_printf(arena, "%ss", lower(v, target));
        const char *brief = arena_printf(arena, "%s:%s:%s", kind, name, target);
        const char *full = arena_printf(arena, "%s:%s_id:%s", brief, key, table);
        vec_push(arena, &short_forms, build_string(v->b, brief));
        vec_push(arena, &meta, build_string(v->b, full));
    }
    add_method(v, "__relationships__", build_list(v->b, short_forms));
    add_method(v, "__relationship_meta__", build_list(v->b, meta));
}

static void derive_schema(Deriver *v)
{
    const SchemaLine *table = schema_line(v->decl->item, "table");
    const SchemaLine *key = schema_line(v->decl->item, "primary_key");
    const char *plural = arena_printf(v->b->arena, "%ss", lower(v, v->decl->name));
    add_method(v, "__table__", build_string(v->b, table ? text_bytes(v, table->text) : plural));
    add_method(v, "__primary_key__", build_string(v->b, key ? text_bytes(v, key->text) : "id"));
    add_fields(v);
    add_relationships(v);
}

FnDefVec derive_methods(Declarer *d, TypeDecl *decl, const char *trait, Span span)
{
    Build build = {d->c->arena, d->c->names, span};
    Deriver deriver = {.d = d, .b = &build, .decl = decl};
    Deriver *v = &deriver;
    if (strcmp(trait, "Eq") == 0)
        derive_eq(v);
    else if (strcmp(trait, "Ord") == 0)
        derive_ord(v);
    else if (strcmp(trait, "Display") == 0)
        derive_text(v, "to_string", false);
    else if (strcmp(trait, "Debug") == 0)
        derive_text(v, "inspect", true);
    else if (strcmp(trait, "Hash") == 0)
        derive_hash(v);
    else if (strcmp(trait, "Default") == 0)
        derive_default(v);
    else if (strcmp(trait, "ToJson") == 0)
        derive_to_json(v);
    else if (strcmp(trait, "FromJson") == 0)
        derive_from_json(v);
    else if (strcmp(trait, "FromRow") == 0)
        derive_row(v);
    else if (strcmp(trait, "Schema") == 0)
        derive_schema(v);
    return v->methods;
}
