#include "check/build.h"

#include <stdarg.h>

Ident build_ident(Build *b, const char *name)
{
    return (Ident){intern_cstr(b->names, name), b->span};
}

static Path path_of(Build *b, const char *first, const char *second)
{
    Path path = {.span = b->span};
    if (first)
        vec_push(b->arena, &path.parts, build_ident(b, first));
    if (second)
        vec_push(b->arena, &path.parts, build_ident(b, second));
    return path;
}

/* ---- Expressions ---- */

static Expr *new_expr(Build *b, ExprKind kind)
{
    Expr *expr = ARENA_NEW(b->arena, Expr);
    expr->kind = kind;
    expr->span = b->span;
    return expr;
}

Expr *build_name(Build *b, const char *name)
{
    Expr *expr = new_expr(b, EX_NAME);
    expr->name = build_ident(b, name);
    return expr;
}

Expr *build_self(Build *b)
{
    return new_expr(b, EX_SELF_VALUE);
}

Expr *build_unit(Build *b)
{
    return new_expr(b, EX_UNIT);
}

Expr *build_int(Build *b, int64_t value)
{
    Expr *expr = new_expr(b, EX_INT);
    expr->int_value = value;
    expr->text = text_of(arena_printf(b->arena, "%lld", (long long)value));
    return expr;
}

Expr *build_bool(Build *b, bool value)
{
    Expr *expr = new_expr(b, EX_BOOL);
    expr->bool_value = value;
    return expr;
}

Expr *build_text(Build *b, StringPartVec parts)
{
    Expr *expr = new_expr(b, EX_STRING);
    expr->parts = parts;
    return expr;
}

Expr *build_string(Build *b, const char *text)
{
    StringPartVec parts = {0};
    StringPart part = {.text = text_of(text)};
    if (*text)
        vec_push(b->arena, &parts, part);
    return build_text(b, parts);
}

Expr *build_field(Build *b, Expr *target, const char *name)
{
    Expr *expr = new_expr(b, EX_FIELD);
    expr->target = target;
    expr->name = build_ident(b, name);
    return expr;
}

Expr *build_call_vec(Build *b, Expr *target, ExprVec args)
{
    Expr *expr = new_expr(b, EX_CALL);
    expr->target = target;
    expr->items = args;
    return expr;
}

Expr *build_call(Build *b, Expr *target, size_t count, ...)
{
    ExprVec args = {0};
    va_list list;
    va_start(list, count);
    for (size_t i = 0; i < count; i++) {
        Expr *arg = va_arg(list, Expr *);
        vec_push(b->arena, &args, arg);
    }
    va_end(list);
    return build_call_vec(b, target, args);
}

Expr *build_binary(Build *b, BinaryOp op, Expr *left, Expr *right)
{
    Expr *expr = new_expr(b, EX_BINARY);
    expr->binary = op;
    expr->target = left;
    vec_push(b->arena, &expr->items, right);
    return expr;
}

Expr *build_try(Build *b, Expr *operand)
{
    Expr *expr = new_expr(b, EX_TRY);
    expr->target = operand;
    return expr;
}

Expr *build_list(Build *b, ExprVec items)
{
    Expr *expr = new_expr(b, EX_LIST);
    expr->items = items;
    return expr;
}

Expr *build_map(Build *b, MapPairVec pairs)
{
    Expr *expr = new_expr(b, EX_MAP);
    expr->pairs = pairs;
    return expr;
}

Expr *build_struct(Build *b, const char *type, FieldInitVec fields)
{
    Expr *expr = new_expr(b, EX_STRUCT);
    expr->target = build_name(b, type);
    expr->fields = fields;
    return expr;
}

Expr *build_closure(Build *b, Expr *body)
{
    Expr *expr = new_expr(b, EX_CLOSURE);
    Clause clause = {.body = body, .span = b->span};
    vec_push(b->arena, &expr->clauses, clause);
    return expr;
}

Expr *build_case(Build *b, Expr *target, ArmVec arms)
{
    Expr *expr = new_expr(b, EX_CASE);
    expr->target = target;
    expr->arms = arms;
    return expr;
}

Expr *build_block(Build *b, StmtVec stmts)
{
    Expr *expr = new_expr(b, EX_BLOCK);
    expr->block = (Block){.stmts = stmts, .span = b->span};
    return expr;
}

Arm build_arm(Build *b, Pattern *pattern, Expr *body)
{
    return (Arm){.pattern = pattern, .body = body, .span = b->span};
}

/* ---- Statements ---- */

Stmt *build_let(Build *b, Pattern *pattern, Expr *value)
{
    Stmt *stmt = ARENA_NEW(b->arena, Stmt);
    *stmt = (Stmt){.kind = ST_LET, .span = b->span, .expr = value, .pattern = pattern};
    return stmt;
}

Stmt *build_stmt(Build *b, Expr *expr)
{
    Stmt *stmt = ARENA_NEW(b->arena, Stmt);
    *stmt = (Stmt){.kind = ST_EXPR, .span = b->span, .expr = expr};
    return stmt;
}

/* ---- Patterns ---- */

static Pattern *new_pattern(Build *b, PatternKind kind)
{
    Pattern *pattern = ARENA_NEW(b->arena, Pattern);
    pattern->kind = kind;
    pattern->span = b->span;
    return pattern;
}

Pattern *build_wildcard(Build *b)
{
    return new_pattern(b, PA_WILDCARD);
}

Pattern *build_bind(Build *b, const char *name)
{
    Pattern *pattern = new_pattern(b, PA_BIND);
    pattern->name = build_ident(b, name);
    return pattern;
}

Pattern *build_string_pattern(Build *b, const char *text)
{
    Pattern *pattern = new_pattern(b, PA_STRING);
    pattern->text = text_of(text);
    return pattern;
}

Pattern *build_tuple_pattern(Build *b, Pattern *first, Pattern *second)
{
    Pattern *pattern = new_pattern(b, PA_TUPLE);
    vec_push(b->arena, &pattern->items, first);
    vec_push(b->arena, &pattern->items, second);
    return pattern;
}

Pattern *build_ctor(Build *b, const char *type, const char *variant, PatternVec items)
{
    Pattern *pattern = new_pattern(b, PA_CTOR);
    pattern->path = path_of(b, type, variant);
    pattern->items = items;
    pattern->has_items = items.count > 0;
    return pattern;
}

/* ---- Types and functions ---- */

TypeExpr *build_type(Build *b, const char *name, TypeExprVec args)
{
    TypeExpr *type = ARENA_NEW(b->arena, TypeExpr);
    *type = (TypeExpr){.kind = TE_NAME, .span = b->span, .args = args, .has_args = args.count > 0};
    type->path = path_of(b, name, NULL);
    return type;
}

FnDef *build_fn(Build *b, const char *name, Expr *body)
{
    FnDef *def = ARENA_NEW(b->arena, FnDef);
    def->name = build_ident(b, name);
    def->has_params = true;
    def->body = body;
    def->expression_body = body->kind != EX_BLOCK;
    return def;
}

void build_param(Build *b, FnDef *def, const char *name, TypeExpr *type)
{
    Param param = {
        .pattern = build_bind(b, name), .type = type, .is_self = strcmp(name, "self") == 0};
    vec_push(b->arena, &def->params, param);
}
