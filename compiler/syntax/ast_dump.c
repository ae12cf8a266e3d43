#include "syntax/ast_dump.h"

typedef struct Dump {
    FILE *out;
    bool spans;
    int depth;
} Dump;

static void dump_expr(Dump *d, const char *role, const Expr *expr);
static void dump_item(Dump *d, const Item *item);

/* ---- Lines ---- */

static void begin(Dump *d, const char *role)
{
    for (int i = 0; i < d->depth; i++)
        fputs("  ", d->out);
    if (role[0] != '\0')
        fprintf(d->out, "%s: ", role);
}

static void end_line(Dump *d, Span span)
{
    if (d->spans && span.source)
        fprintf(d->out, " [%u-%u]", span.start, span.end);
    fputc('\n', d->out);
}

static void quoted(Dump *d, Text text)
{
    fputs(" \"", d->out);
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if (c == '\n')
            fputs("\\n", d->out);
        else if (c == '"' || c == '\\')
            fprintf(d->out, "\\%c", c);
        else if (c < 0x20 || c == 0x7F)
            fprintf(d->out, "\\x%02X", c);
        else
            fputc(c, d->out);
    }
    fputc('"', d->out);
}

static void path(Dump *d, const Path *path)
{
    for (size_t i = 0; i < path->parts.count; i++)
        fprintf(d->out, "%c%s", i == 0 ? ' ' : '.', path->parts.items[i].name);
}

static void word_line(Dump *d, const char *role, Ident name)
{
    begin(d, role);
    fprintf(d->out, "%s\n", name.name ? name.name : "-");
}

static void names(Dump *d, const char *what, const IdentVec *idents)
{
    if (idents->count == 0)
        return;
    fprintf(d->out, " %s(", what);
    for (size_t i = 0; i < idents->count; i++)
        fprintf(d->out, "%s%s", i == 0 ? "" : " ", idents->items[i].name);
    fputc(')', d->out);
}

/* ---- Types ---- */

static void type_text(Dump *d, const TypeExpr *type)
{
    static const char *const closers[] = {
        [TE_ERROR] = "", [TE_NAME] = ">", [TE_FUN] = ")", [TE_TUPLE] = ")"};
    switch (type->kind) {
    case TE_ERROR:
        fputs("<error>", d->out);
        return;
    case TE_NAME:
        for (size_t i = 0; i < type->path.parts.count; i++)
            fprintf(d->out, "%s%s", i == 0 ? "" : ".", type->path.parts.items[i].name);
        if (!type->has_args)
            return;
        fputc('<', d->out);
        break;
    case TE_FUN:
        fputs("Fun(", d->out);
        break;
    case TE_TUPLE:
        fputc('(', d->out);
        break;
    }
    for (size_t i = 0; i < type->args.count; i++) {
        if (i > 0)
            fputs(", ", d->out);
        type_text(d, type->args.items[i]);
    }
    fputs(closers[type->kind], d->out);
    if (type->result) {
        fputs(" -> ", d->out);
        type_text(d, type->result);
    }
}

static void dump_type(Dump *d, const char *role, const TypeExpr *type)
{
    if (!type)
        return;
    begin(d, role);
    type_text(d, type);
    end_line(d, type->span);
}

/* ---- Patterns ---- */

static const char *const pattern_names[] = {
    [PA_ERROR] = "error", [PA_WILDCARD] = "_",  [PA_BIND] = "bind", [PA_INT] = "int",
    [PA_FLOAT] = "float", [PA_BOOL] = "bool",   [PA_UNIT] = "unit", [PA_STRING] = "string",
    [PA_ATOM] = "atom",   [PA_TUPLE] = "tuple", [PA_CTOR] = "ctor", [PA_STRUCT] = "struct",
    [PA_LIST] = "list",   [PA_CONS] = "cons",   [PA_OR] = "or",     [PA_AS] = "as",
};

static void pattern_data(Dump *d, const Pattern *pattern)
{
    switch (pattern->kind) {
    case PA_BIND:
    case PA_AS:
        fprintf(d->out, " %s", pattern->name.name);
        break;
    case PA_INT:
        fprintf(d->out, " %lld", (long long)pattern->int_value);
        break;
    case PA_FLOAT:
        fprintf(d->out, " %.17g", pattern->float_value);
        break;
    case PA_BOOL:
        fputs(pattern->bool_value ? " true" : " false", d->out);
        break;
    case PA_STRING:
    case PA_ATOM:
        quoted(d, pattern->text);
        break;
    case PA_CTOR:
        path(d, &pattern->path);
        if (pattern->has_items)
            fputs(" ()", d->out);
        break;
    case PA_STRUCT:
        path(d, &pattern->path);
        names(d, "fields", &pattern->fields);
        if (pattern->open)
            fputs(" ..", d->out);
        break;
    case PA_ERROR:
    case PA_WILDCARD:
    case PA_UNIT:
    case PA_TUPLE:
    case PA_LIST:
    case PA_CONS:
    case PA_OR:
        break;
    }
}

static void dump_pattern(Dump *d, const char *role, const Pattern *pattern)
{
    if (!pattern)
        return;
    begin(d, role);
    fputs(pattern_names[pattern->kind], d->out);
    pattern_data(d, pattern);
    end_line(d, pattern->span);
    d->depth++;
    for (size_t i = 0; i < pattern->items.count; i++)
        dump_pattern(d, "", pattern->items.items[i]);
    d->depth--;
}

static void dump_params(Dump *d, const ParamVec *params)
{
    for (size_t i = 0; i < params->count; i++) {
        const Param *param = &params->items[i];
        dump_pattern(d, param->is_self ? "self" : param->takes ? "take" : "param", param->pattern);
        dump_type(d, "of type", param->type);
    }
}

/* ---- Expressions ---- */

static const char *const expr_names[] = {
    [EX_ERROR] = "error",
    [EX_INT] = "int",
    [EX_FLOAT] = "float",
    [EX_BOOL] = "bool",
    [EX_UNIT] = "unit",
    [EX_ATOM] = "atom",
    [EX_STRING] = "string",
    [EX_REGEX] = "regex",
    [EX_NAME] = "name",
    [EX_TUPLE] = "tuple",
    [EX_LIST] = "list",
    [EX_MAP] = "map",
    [EX_STRUCT] = "struct",
    [EX_UPDATE] = "update",
    [EX_JSON] = "json",
    [EX_CALL] = "call",
    [EX_FIELD] = "field",
    [EX_INDEX] = "index",
    [EX_TRY] = "try",
    [EX_UNARY] = "unary",
    [EX_BINARY] = "binary",
    [EX_PIPE] = "pipe",
    [EX_IF] = "if",
    [EX_CASE] = "case",
    [EX_CLOSURE] = "closure",
    [EX_WHILE] = "while",
    [EX_FOR] = "for",
    [EX_BREAK] = "break",
    [EX_CONTINUE] = "continue",
    [EX_RETURN] = "return",
    [EX_SPAWN] = "spawn",
    [EX_SEND] = "send",
    [EX_LINK] = "link",
    [EX_SELF] = "self()",
    [EX_SELF_VALUE] = "self",
    [EX_RECEIVE] = "receive",
    [EX_BLOCK] = "block",
    [EX_ASSERT_RECEIVE] = "assert_receive",
};

static const char *const binary_names[] = {
    [BIN_ADD] = "+", [BIN_SUB] = "-",   [BIN_MUL] = "*", [BIN_DIV] = "/",     [BIN_MOD] = "%",
    [BIN_EQ] = "==", [BIN_NE] = "!=",   [BIN_LT] = "<",  [BIN_GT] = ">",      [BIN_LE] = "<=",
    [BIN_GE] = ">=", [BIN_AND] = "and", [BIN_OR] = "or", [BIN_CONCAT] = "<>", [BIN_RANGE] = "..",
};

static void expr_data(Dump *d, const Expr *expr)
{
    switch (expr->kind) {
    case EX_INT:
        fprintf(d->out, " %lld", (long long)expr->int_value);
        break;
    case EX_FLOAT:
        fprintf(d->out, " %.17g", expr->float_value);
        break;
    case EX_BOOL:
        fputs(expr->bool_value ? " true" : " false", d->out);
        break;
    case EX_UNIT:
        fputs(expr->is_nil ? " nil" : " ()", d->out);
        break;
    case EX_ATOM:
        quoted(d, expr->text);
        break;
    case EX_REGEX:
        quoted(d, expr->text);
        quoted(d, expr->flags);
        break;
    case EX_NAME:
    case EX_FIELD:
        fprintf(d->out, " %s", expr->name.name);
        break;
    case EX_UNARY:
        fputs(expr->unary == UN_NEG ? " -" : " not", d->out);
        break;
    case EX_BINARY:
        fprintf(d->out, " %s", binary_names[expr->binary]);
        break;
    case EX_PIPE:
        if (expr->slot > 0)
            fprintf(d->out, " slot %d", expr->slot);
        break;
    case EX_CLOSURE:
        if (expr->has_bars)
            fputs(" trailing", d->out);
        break;
    case EX_FOR:
        if (expr->braces)
            fputs(" braces", d->out);
        break;
    case EX_SPAWN:
        if (expr->bool_value)
            fputs(" linked", d->out);
        break;
    case EX_BLOCK:
        if (expr->do_end)
            fputs(" do", d->out);
        break;
    case EX_ERROR:
    case EX_STRING:
    case EX_TUPLE:
    case EX_LIST:
    case EX_MAP:
    case EX_STRUCT:
    case EX_UPDATE:
    case EX_JSON:
    case EX_CALL:
    case EX_INDEX:
    case EX_TRY:
    case EX_IF:
    case EX_CASE:
    case EX_WHILE:
    case EX_BREAK:
    case EX_CONTINUE:
    case EX_RETURN:
    case EX_SEND:
    case EX_LINK:
    case EX_SELF:
    case EX_SELF_VALUE:
    case EX_RECEIVE:
    case EX_ASSERT_RECEIVE:
        break;
    }
}

static void dump_stmt(Dump *d, const Stmt *stmt)
{
    if (stmt->kind == ST_EXPR) {
        dump_expr(d, "", stmt->expr);
        return;
    }
    if (stmt->kind == ST_ITEM) {
        dump_item(d, stmt->item);
        return;
    }
    begin(d, "");
    fputs("let", d->out);
    end_line(d, stmt->span);
    d->depth++;
    dump_pattern(d, "", stmt->pattern);
    dump_type(d, "type", stmt->type);
    dump_expr(d, "", stmt->expr);
    d->depth--;
}

static void dump_parts(Dump *d, const StringPartVec *parts)
{
    for (size_t i = 0; i < parts->count; i++) {
        if (parts->items[i].expr) {
            dump_expr(d, "interp", parts->items[i].expr);
            continue;
        }
        begin(d, "");
        fputs("text", d->out);
        quoted(d, parts->items[i].text);
        fputc('\n', d->out);
    }
}

static void dump_clauses(Dump *d, const Expr *expr)
{
    for (size_t i = 0; i < expr->arms.count; i++) {
        const Arm *arm = &expr->arms.items[i];
        begin(d, "");
        fputs("arm", d->out);
        end_line(d, arm->span);
        d->depth++;
        dump_pattern(d, "", arm->pattern);
        dump_expr(d, "when", arm->guard);
        dump_expr(d, "", arm->body);
        d->depth--;
    }
    for (size_t i = 0; i < expr->clauses.count; i++) {
        const Clause *clause = &expr->clauses.items[i];
        begin(d, "");
        fputs("clause", d->out);
        end_line(d, clause->span);
        d->depth++;
        dump_params(d, &clause->params);
        dump_expr(d, "when", clause->guard);
        dump_expr(d, "", clause->body);
        d->depth--;
    }
}

static void dump_expr(Dump *d, const char *role, const Expr *expr)
{
    if (!expr)
        return;
    begin(d, role);
    fputs(expr_names[expr->kind], d->out);
    expr_data(d, expr);
    if (expr->parens)
        fputs(" parens", d->out);
    end_line(d, expr->span);
    d->depth++;
    dump_pattern(d, "", expr->pattern);
    dump_expr(d, "target", expr->target);
    dump_expr(d, "when", expr->guard);
    for (size_t i = 0; i < expr->items.count; i++)
        dump_expr(d, "", expr->items.items[i]);
    for (size_t i = 0; i < expr->fields.count; i++)
        dump_expr(d, expr->fields.items[i].name.name, expr->fields.items[i].value);
    for (size_t i = 0; i < expr->pairs.count; i++) {
        dump_expr(d, "key", expr->pairs.items[i].key);
        dump_expr(d, "value", expr->pairs.items[i].value);
    }
    dump_parts(d, &expr->parts);
    dump_clauses(d, expr);
    for (size_t i = 0; i < expr->block.stmts.count; i++)
        dump_stmt(d, expr->block.stmts.items[i]);
    d->depth--;
}

/* ---- Items ---- */

static void dump_bounds(Dump *d, const BoundVec *bounds)
{
    for (size_t i = 0; i < bounds->count; i++) {
        begin(d, "where");
        fprintf(d->out, "%s:", bounds->items[i].param.name);
        for (size_t j = 0; j < bounds->items[i].traits.count; j++)
            path(d, &bounds->items[i].traits.items[j]);
        end_line(d, bounds->items[i].param.span);
    }
}

static void dump_fn(Dump *d, const char *role, const FnDef *fn)
{
    static const char *const kinds[] = {
        [EXTERN_PLAIN] = "plain", [EXTERN_PURE] = "pure", [EXTERN_BLOCKING] = "blocking"};
    begin(d, role);
    fputs(fn->name.name, d->out);
    names(d, "generics", &fn->generics);
    if (fn->is_extern) {
        fprintf(d->out, " extern %s", kinds[fn->extern_kind]);
        quoted(d, fn->symbol);
    }
    if (fn->expression_body)
        fputs(" =", d->out);
    if (!fn->has_params)
        fputs(" no parentheses", d->out);
    fputc('\n', d->out);
    d->depth++;
    dump_params(d, &fn->params);
    dump_type(d, "result", fn->result);
    dump_bounds(d, &fn->bounds);
    dump_expr(d, "when", fn->guard);
    dump_expr(d, "body", fn->body);
    d->depth--;
}

static void dump_data(Dump *d, const Item *item)
{
    for (size_t i = 0; i < item->fields.count; i++) {
        word_line(d, "field", item->fields.items[i].name);
        d->depth++;
        dump_type(d, "type", item->fields.items[i].type);
        d->depth--;
    }
    for (size_t i = 0; i < item->schema.count; i++) {
        const SchemaLine *line = &item->schema.items[i];
        begin(d, "schema");
        fputs(line->keyword.name, d->out);
        quoted(d, line->text);
        fprintf(d->out, "%s%s%s", line->target.name ? " " : "",
                line->target.name ? line->target.name : "", line->flag ? " true" : "");
        end_line(d, line->keyword.span);
    }
    for (size_t i = 0; i < item->variants.count; i++) {
        const Variant *variant = &item->variants.items[i];
        word_line(d, variant->has_parens ? "variant()" : "variant", variant->name);
        d->depth++;
        for (size_t j = 0; j < variant->fields.count; j++) {
            Name name = variant->fields.items[j].name.name;
            dump_type(d, name ? name : "type", variant->fields.items[j].type);
        }
        d->depth--;
    }
    for (size_t i = 0; i < item->assoc.count; i++) {
        word_line(d, "assoc", item->assoc.items[i].name);
        d->depth++;
        dump_type(d, "type", item->assoc.items[i].type);
        d->depth--;
    }
    dump_type(d, "alias", item->alias);
}

static void dump_handlers(Dump *d, const Item *item)
{
    for (size_t i = 0; i < item->handlers.count; i++) {
        const Handler *handler = &item->handlers.items[i];
        begin(d, handler->is_cast ? "cast" : "call");
        fputs(handler->name.name, d->out);
        if (handler->state.name)
            fprintf(d->out, " |%s|", handler->state.name);
        end_line(d, handler->span);
        d->depth++;
        dump_params(d, &handler->params);
        dump_type(d, "result", handler->result);
        dump_expr(d, "body", handler->body);
        d->depth--;
    }
    for (size_t i = 0; i < item->children.count; i++) {
        const ChildSpec *child = &item->children.items[i];
        begin(d, "child");
        fputs(child->name.name, d->out);
        if (child->restart.name)
            fprintf(d->out, " restart(%s)", child->restart.name);
        if (child->shutdown_word.name)
            fprintf(d->out, " shutdown(%s)", child->shutdown_word.name);
        else if (child->has_shutdown)
            fprintf(d->out, " shutdown(%lld)", (long long)child->shutdown_ms);
        end_line(d, child->span);
        d->depth++;
        dump_expr(d, "start", child->start);
        dump_expr(d, "register", child->register_name);
        d->depth--;
    }
}

static void item_data(Dump *d, const Item *item)
{
    static const char *const tests[] = {[TEST_TEST] = "test",
                                        [TEST_DESCRIBE] = "describe",
                                        [TEST_SETUP] = "setup",
                                        [TEST_TEARDOWN] = "teardown"};
    if (item->kind == IT_TEST)
        fprintf(d->out, " %s", tests[item->test_kind]);
    if (item->name.name)
        fprintf(d->out, " %s", item->name.name);
    if (item->is_pub)
        fputs(" pub", d->out);
    if (item->is_cluster)
        fprintf(d->out, " cluster(%lld)", (long long)item->cluster_nodes);
    if (item->fn && item->fn->inplace.is_given)
        fputs(" inplace", d->out);
    if (item->fn)
        names(d, "inplace", &item->fn->inplace.names);
    names(d, "generics", &item->generics);
    if (item->has_deriving)
        fputs(" deriving", d->out);
    names(d, "derives", &item->deriving);
    path(d, &item->path);
    names(d, "names", &item->names);
    if (item->strategy.name)
        fprintf(d->out, " strategy(%s)", item->strategy.name);
    if (item->max_restarts >= 0)
        fprintf(d->out, " max_restarts(%lld)", (long long)item->max_restarts);
    if (item->max_seconds >= 0)
        fprintf(d->out, " max_seconds(%lld)", (long long)item->max_seconds);
    if (item->doc.length > 0)
        quoted(d, item->doc);
}

static void dump_item(Dump *d, const Item *item)
{
    static const char *const kinds[] = {
        [IT_FN] = "fn",         [IT_STRUCT] = "struct",       [IT_SUM] = "type",
        [IT_ALIAS] = "alias",   [IT_INTERFACE] = "interface", [IT_IMPL] = "impl",
        [IT_ACTOR] = "actor",   [IT_SERVICE] = "service",     [IT_SUPERVISOR] = "supervisor",
        [IT_MODULE] = "module", [IT_IMPORT] = "import",       [IT_FROM] = "from",
        [IT_LET] = "let",       [IT_EXPR] = "expr",           [IT_TEST] = "test item",
    };
    begin(d, "item");
    fputs(kinds[item->kind], d->out);
    item_data(d, item);
    end_line(d, item->span);
    d->depth++;
    if (item->fn)
        dump_fn(d, "fn", item->fn);
    dump_expr(d, "label", item->label);
    dump_params(d, &item->params);
    for (size_t i = 0; i < item->trait_args.count; i++)
        dump_type(d, "trait argument", item->trait_args.items[i]);
    dump_type(d, "for", item->target);
    dump_bounds(d, &item->bounds);
    dump_data(d, item);
    for (size_t i = 0; i < item->methods.count; i++)
        dump_fn(d, "method", item->methods.items[i]);
    dump_handlers(d, item);
    dump_expr(d, "body", item->body);
    if (item->terminate_state.name)
        word_line(d, "terminate state", item->terminate_state);
    dump_expr(d, "terminate", item->terminate);
    if (item->let)
        dump_stmt(d, item->let);
    for (size_t i = 0; i < item->items.count; i++)
        dump_item(d, item->items.items[i]);
    d->depth--;
}

void ast_dump(const Tree *tree, FILE *out, bool spans)
{
    Dump dump = {out, spans, 0};
    if (tree->doc.length > 0) {
        fputs("doc:", out);
        quoted(&dump, tree->doc);
        fputc('\n', out);
    }
    for (size_t i = 0; i < tree->items.count; i++)
        dump_item(&dump, tree->items.items[i]);
}
