/* Missing cases and unreachable arms, by usefulness of pattern rows: what no row covers gives the
 * example, and an arm whose row adds nothing to those before it is redundant. Guarded arms cover
 * nothing. A match that would take too long counts as complete. */
#include "check/pattern_matrix.h"
#include "check/unify.h"

enum {
    MAX_STEPS = 200000,
    MAX_COMPARED = 1 << 24, /* rows, by all arms of a match */
    SHELVES = 1 << 10,
    MAX_EXAMPLES = 4 /* shown; one more is looked for to know whether to write `...` */
};

/* ---- Mistakes ---- */

static bool is_con(const Type *type, const TypeDecl *decl)
{
    return type->kind == TY_CON && type->decl == decl;
}

/* The types of what the pattern looks into. False: a value of this type has no such parts, which
 * has been reported. */
static bool part_types(Cover *k, const TPattern *pattern, Type *type, TypeVec *types)
{
    switch (pattern->kind) {
    case TP_TUPLE:
        *types = head_types(k, type, &(Head){.kind = HEAD_SINGLE});
        break;
    case TP_VARIANT:
        if (!is_con(type, pattern->variant->owner))
            return false;
        *types = head_types(k, type, &(Head){.kind = HEAD_VARIANT, .variant = pattern->variant});
        break;
    case TP_CONS:
        if (type->kind != TY_CON || type->decl->module || strcmp(type->decl->name, "List") != 0)
            return false;
        *types = head_types(k, type, &(Head){.kind = HEAD_CONS});
        break;
    case TP_OR:
    case TP_AS:
        for (size_t i = 0; i < pattern->items.count; i++)
            vec_push(k->arena, types, type);
        break;
    case TP_WILDCARD:
    case TP_BIND:
    case TP_INT:
    case TP_FLOAT:
    case TP_BOOL:
    case TP_STRING:
    case TP_NIL:
        break;
    }
    return types->count == pattern->items.count;
}

/* Whether the pattern looks into a part whose type was a mistake, or does not fit its type: both
 * have been reported. The declaration of a struct may hold a mistake that the type of the whole
 * does not show. */
static bool meets_mistake(Cover *k, const TPattern *pattern, Type *type)
{
    TypeVec types = {0};
    type = type_resolve(type);
    if (type_has_error(type) || !part_types(k, pattern, type, &types))
        return true;
    for (size_t i = 0; i < pattern->items.count; i++) {
        if (meets_mistake(k, pattern->items.items[i], types.items[i]))
            return true;
    }
    return false;
}

static bool arms_meet_mistake(Cover *k, const TArmVec *arms, const TypeVec *scrutinees)
{
    for (size_t i = 0; i < arms->count; i++) {
        for (size_t j = 0; j < scrutinees->count; j++) {
            if (meets_mistake(k, arms->items[i].patterns.items[j], scrutinees->items[j]))
                return true;
        }
    }
    return false;
}

/* ---- Usefulness ---- */

static bool useful(Cover *k, const RowVec *matrix, Row row, const TypeVec *types);

static bool useful_opened(Cover *k, const RowVec *rows, Row row, const TypeVec *types,
                          const Head *head)
{
    TypeVec opened = head_types(k, types->items[0], head);
    RowVec inner = open_rows(k, rows, types->count, head, &opened);
    Row inner_row = open_row(k, row, types->count, head, &opened);
    TypeVec inner_types = rest_types(k, &opened, types);
    return inner_row && useful(k, &inner, inner_row, &inner_types);
}

static bool useful_wildcard(Cover *k, const RowVec *rows, Row row, const TypeVec *types)
{
    HeadVec present = {0}, all = {0};
    if (all_heads(k, types->items[0], &all))
        present = heads_in(k, rows);
    if (present.count == all.count && present.count > 0) {
        for (size_t i = 0; i < all.count; i++) {
            if (useful_opened(k, rows, row, types, &all.items[i]))
                return true;
        }
        return false;
    }
    RowVec rest = default_rows(k, rows);
    TypeVec tail = tail_types(types);
    return useful(k, &rest, row + 1, &tail);
}

/* Does `row` match a value that no row of the matrix does? */
static bool useful(Cover *k, const RowVec *matrix, Row row, const TypeVec *types)
{
    if (matrix->count == 0 || ++k->steps > MAX_STEPS)
        return true;
    if (types->count == 0)
        return false;
    TPattern *first = skip_as(row[0]);
    if (first->kind == TP_OR) {
        RowVec alternatives = {0};
        add_split(k, &alternatives, row, types->count);
        for (size_t i = 0; i < alternatives.count; i++) {
            if (useful(k, matrix, alternatives.items[i], types))
                return true;
        }
        return false;
    }
    RowVec rows = split_rows(k, matrix, types->count);
    Head head = head_of(first);
    if (head.kind == HEAD_ANY)
        return useful_wildcard(k, &rows, row, types);
    return useful_opened(k, &rows, row, types, &head);
}

/* ---- Examples of what is missing ---- */

/* One text a column. */
typedef const char **Example;
typedef VEC(Example) ExampleVec;

static void find_missing(Cover *k, const RowVec *matrix, const TypeVec *types, ExampleVec *out);

static const char *joined(Cover *k, const char *open, const Example texts, size_t count,
                          const char *close)
{
    TextBuffer out;
    text_buffer_init(&out, k->arena);
    text_add(&out, text_of(open));
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            text_add(&out, TEXT(", "));
        text_add(&out, text_of(texts[i]));
    }
    text_add(&out, text_of(close));
    return text_done(&out).bytes;
}

static const char *cons_text(Cover *k, const char *head, const char *tail)
{
    bool nested = strstr(head, " :: ") && head[0] != '(';
    return arena_printf(k->arena, nested ? "(%s) :: %s" : "%s :: %s", head, tail);
}

static const char *struct_text(Cover *k, const TypeDecl *decl, const Example parts)
{
    TextBuffer out;
    text_buffer_init(&out, k->arena);
    text_addf(&out, "%s {", decl->name);
    for (size_t i = 0; i < decl->fields.count; i++)
        text_addf(&out, "%s %s: %s", i > 0 ? "," : "", decl->fields.items[i].name, parts[i]);
    text_add(&out, TEXT(" }"));
    return text_done(&out).bytes;
}

static const char *head_text(Cover *k, Type *type, const Head *head, const Example parts,
                             size_t count)
{
    type = type_resolve(type);
    switch (head->kind) {
    case HEAD_VARIANT:
        return count == 0 ? head->variant->name
                          : joined(k, arena_printf(k->arena, "%s(", head->variant->name), parts,
                                   count, ")");
    case HEAD_BOOL:
        return head->truth ? "true" : "false";
    case HEAD_SINGLE:
        if (type->kind == TY_CON && type->decl->kind == DECL_STRUCT)
            return struct_text(k, type->decl, parts);
        return joined(k, "(", parts, count, ")");
    case HEAD_NIL:
        return "[]";
    case HEAD_CONS:
        return cons_text(k, parts[0], parts[1]);
    case HEAD_ANY:
    case HEAD_LITERAL:
        break;
    }
    return "_";
}

/* Puts the columns a head opened together again. */
static void close_example(Cover *k, const TypeVec *types, const Head *head, size_t opened,
                          const Example inner, ExampleVec *out)
{
    Example example = ARENA_ARRAY(k->arena, const char *, types->count);
    example[0] = head_text(k, types->items[0], head, inner, opened);
    memcpy(example + 1, inner + opened, (types->count - 1) * sizeof *example);
    vec_push(k->arena, out, example);
}

static void missing_in(Cover *k, const RowVec *rows, const TypeVec *types, const Head *head,
                       ExampleVec *out)
{
    TypeVec opened = head_types(k, types->items[0], head);
    RowVec inner = open_rows(k, rows, types->count, head, &opened);
    TypeVec inner_types = rest_types(k, &opened, types);
    ExampleVec found = {0};
    find_missing(k, &inner, &inner_types, &found);
    for (size_t i = 0; i < found.count; i++)
        close_example(k, types, head, opened.count, found.items[i], out);
}

/* Examples for the heads no row names, or for any value when `heads` is NULL. */
static void missing_default(Cover *k, const RowVec *rows, const TypeVec *types,
                            const HeadVec *heads, ExampleVec *out)
{
    RowVec rest = default_rows(k, rows);
    TypeVec tail = tail_types(types);
    ExampleVec found = {0};
    find_missing(k, &rest, &tail, &found);
    for (size_t i = 0; i < found.count; i++) {
        for (size_t j = 0; heads && j < heads->count && out->count <= MAX_EXAMPLES; j++) {
            TypeVec opened = head_types(k, types->items[0], &heads->items[j]);
            Example inner = ARENA_ARRAY(k->arena, const char *, opened.count + types->count);
            for (size_t m = 0; m < opened.count; m++)
                inner[m] = "_";
            memcpy(inner + opened.count, found.items[i], (types->count - 1) * sizeof *inner);
            close_example(k, types, &heads->items[j], opened.count, inner, out);
        }
        if (heads)
            continue;
        Example example = ARENA_ARRAY(k->arena, const char *, types->count);
        example[0] = "_";
        memcpy(example + 1, found.items[i], (types->count - 1) * sizeof *example);
        vec_push(k->arena, out, example);
    }
}

static void find_missing(Cover *k, const RowVec *matrix, const TypeVec *types, ExampleVec *out)
{
    if (++k->steps > MAX_STEPS || out->count > MAX_EXAMPLES)
        return;
    if (types->count == 0) {
        if (matrix->count == 0)
            vec_push(k->arena, out, ARENA_ARRAY(k->arena, const char *, 1));
        return;
    }
    RowVec rows = split_rows(k, matrix, types->count);
    HeadVec present = {0}, all = {0};
    /* What the rows for any head cover, those for one literal cover too. */
    if (all_heads(k, types->items[0], &all))
        present = heads_in(k, &rows);
    if (present.count == 0) {
        missing_default(k, &rows, types, NULL, out);
        return;
    }
    HeadVec absent = {0};
    for (size_t i = 0; i < all.count; i++) {
        if (!has_head(&present, &all.items[i]))
            vec_push(k->arena, &absent, all.items[i]);
    }
    if (absent.count > 0)
        missing_default(k, &rows, types, &absent, out);
    for (size_t i = 0; i < all.count && out->count <= MAX_EXAMPLES; i++) {
        if (has_head(&present, &all.items[i]))
            missing_in(k, &rows, types, &all.items[i], out);
    }
}

/* ---- Reports ---- */

static const char *scrutinee_text(Cover *k, const TypeVec *types)
{
    if (types->count == 1)
        return type_text(k->arena, types->items[0]);
    Example texts = ARENA_ARRAY(k->arena, const char *, types->count + 1);
    for (size_t i = 0; i < types->count; i++)
        texts[i] = type_text(k->arena, types->items[i]);
    return joined(k, "(", texts, types->count, ")");
}

static void report_missing(Checker *c, Cover *k, const ExampleVec *missing, const TypeVec *types,
                           Span span, bool clauses)
{
    TextBuffer out;
    text_buffer_init(&out, k->arena);
    for (size_t i = 0; i < missing->count && i < MAX_EXAMPLES; i++) {
        if (i > 0)
            text_add(&out, TEXT(", "));
        const Example example = missing->items[i];
        text_add(&out, text_of(types->count == 1 ? example[0]
                                                 : joined(k, "(", example, types->count, ")")));
    }
    if (missing->count > MAX_EXAMPLES)
        text_add(&out, TEXT(", ..."));
    Diag *diag = diag_add(c->diags, clauses ? DIAG_CLAUSES_MISSING : DIAG_NOT_EXHAUSTIVE, span,
                          "non-exhaustive match on `%s`", scrutinee_text(k, types));
    diag_label(c->diags, diag, span, "missing: %s", text_done(&out).bytes);
}

/* Rows by what their first cell asks, so that an arm is compared with few of those before it. */
typedef struct Shelves {
    RowVec any; /* rows with a first cell that several heads match */
    RowVec by_head[SHELVES];
} Shelves;

/* NULL for a row that belongs to all of them. */
static RowVec *shelf_of(Shelves *shelves, Row row, const TypeVec *types)
{
    Head head = types->count > 0 ? head_of(row[0]) : (Head){.kind = HEAD_ANY};
    uint64_t hash = (uint64_t)head.kind;
    switch (head.kind) {
    case HEAD_ANY:
        return NULL;
    case HEAD_VARIANT:
        hash = (uint64_t)head.variant->index;
        break;
    case HEAD_LITERAL:
        hash = (uint64_t)head.literal->int_value;
        for (size_t i = 0; i < head.literal->text.length; i++)
            hash = hash * 31 + (unsigned char)head.literal->text.bytes[i];
        break;
    case HEAD_BOOL:
    case HEAD_SINGLE:
    case HEAD_NIL:
    case HEAD_CONS:
        break;
    }
    return &shelves->by_head[hash % SHELVES];
}

/* The rows that can cover something of this one. */
static RowVec rows_like(Cover *k, Shelves *shelves, const RowVec *all, Row row,
                        const TypeVec *types)
{
    RowVec *shelf = shelf_of(shelves, row, types);
    if (!shelf)
        return *all;
    if (shelves->any.count == 0)
        return *shelf;
    RowVec out = {0};
    for (size_t i = 0; i < shelves->any.count; i++)
        vec_push(k->arena, &out, shelves->any.items[i]);
    for (size_t i = 0; i < shelf->count; i++)
        vec_push(k->arena, &out, shelf->items[i]);
    return out;
}

static void report_redundant(Checker *c, Arena *arena, const TArmVec *arms,
                             const TypeVec *scrutinees)
{
    Shelves *shelves = ARENA_NEW(arena, Shelves);
    RowVec rows = {0};
    size_t compared = 0;
    for (size_t i = 0; i < arms->count && compared < MAX_COMPARED; i++) {
        const TArm *arm = &arms->items[i];
        Row row = arm->patterns.items;
        /* The matrices are many and short-lived. */
        Cover cover = {arena_new(), 0};
        RowVec before = rows_like(&cover, shelves, &rows, row, scrutinees);
        compared += before.count;
        if (i > 0 && !useful(&cover, &before, row, scrutinees))
            diag_add(c->diags, DIAG_REDUNDANT_ARM, arm->span, "redundant match arm (arm %zu)",
                     i + 1);
        arena_free(cover.arena);
        if (arm->guard)
            continue;
        RowVec *shelf = shelf_of(shelves, row, scrutinees);
        vec_push(arena, &rows, row);
        vec_push(arena, shelf ? shelf : &shelves->any, row);
    }
}

void check_matches(Checker *c, const TArmVec *arms, const TypeVec *scrutinees, Span span,
                   bool clauses)
{
    for (size_t i = 0; i < scrutinees->count; i++) {
        if (type_has_error(scrutinees->items[i]))
            return;
    }
    /* What a diagnostic keeps is copied by the list. */
    Arena *arena = arena_new();
    Cover cover = {arena, 0};
    if (c->diags->error_count > 0 && arms_meet_mistake(&cover, arms, scrutinees)) {
        arena_free(arena);
        return;
    }
    report_redundant(c, arena, arms, scrutinees);
    RowVec rows = {0};
    for (size_t i = 0; i < arms->count; i++) {
        if (!arms->items[i].guard)
            vec_push(arena, &rows, arms->items[i].patterns.items);
    }
    ExampleVec missing = {0};
    find_missing(&cover, &rows, scrutinees, &missing);
    if (missing.count > 0)
        report_missing(c, &cover, &missing, scrutinees, span, clauses);
    arena_free(arena);
}
