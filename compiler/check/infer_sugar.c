/* infer_sugar.c - what is written shortly: pipes, `?`, operators, interpolation, json and map literals, index.
 * All become calls and matches. */
#include "check/infer_internal.h"

/* ---- Pipes ---- */

static TExpr *pipe_into(Infer *in, TExpr *value, Expr *pipe, Type *hint, bool tail)
{
    Expr *right = pipe->items.items[0];
    ArgVec args = {0};
    Expr *target = right;
    if (right->kind == EX_CALL) {
        ArgVec written = {0};
        args_of_call(in, right, &written);
        size_t total = written.count + 1;
        size_t at = pipe->slot > 0 ? (size_t)pipe->slot - 1 : 0;
        if (at >= total) {
            diag_add(in->c->diags, DIAG_SLOT, pipe->span, "slot position %d out of range: the call has %zu argument(s)",
                     pipe->slot, total);
            infer_args(in, &written);
            return tx_error(in, pipe->span);
        }
        for (size_t i = 0; i < total; i++) {
            Arg arg = i == at ? arg_value(value) : written.items[i < at ? i : i - 1];
            vec_push(in->arena, &args, arg);
        }
        target = right->target;
    } else {
        vec_push(in->arena, &args, arg_value(value));
    }
    in->tail = tail;
    return bounded(in, infer_apply(in, target, &args, pipe->span, hint));
}

TExpr *infer_pipe(Infer *in, Expr *expr, Type *hint)
{
    bool tail = in->tail;
    in->tail = false;
    ExprVec chain = {0};
    Expr *first = expr;
    for (; first->kind == EX_PIPE; first = first->target)
        vec_push(in->arena, &chain, first);
    TExpr *value = infer_expr(in, first, NULL);
    for (size_t i = chain.count; i > 0; i--)
        value = pipe_into(in, value, chain.items[i - 1], i == 1 ? hint : NULL, i == 1 && tail);
    return value;
}

/* ---- ? ---- */

static TPattern *variant_pattern(Infer *in, TypeDecl *decl, size_t index, Type *type, Local *local, Span span)
{
    TPattern *pattern = tp_new(in, TP_VARIANT, type, span);
    pattern->variant = decl->variants.items[index];
    if (local) {
        TPattern *item = tp_new(in, TP_BIND, local->type, span);
        item->local = local;
        vec_push(in->arena, &pattern->items, item);
    }
    return pattern;
}

static size_t variant_index(TypeDecl *decl, const char *name)
{
    for (size_t i = 0; i < decl->variants.count; i++)
        if (strcmp(decl->variants.items[i]->name, name) == 0)
            return i;
    return 0;
}

static void add_arm(Infer *in, TExpr *match, TPattern *pattern, TExpr *body)
{
    TArm arm = {.body = body, .span = match->span};
    vec_push(in->arena, &arm.patterns, pattern);
    vec_push(in->arena, &match->arms, arm);
}

static Type *try_operand(Infer *in, TExpr *operand)
{
    BuiltinTypes *types = &in->c->program->types;
    if (type_resolve(operand->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *type = type_resolve(operand->type);
    if (type->kind != TY_VAR)
        return type;
    bool option = in->ctx->result && type_is_decl(in->ctx->result, types->option);
    Type *known = option ? con_type(in, types->option, var_type(in), NULL)
                         : con_type(in, types->result, var_type(in), var_type(in));
    unify_or_report(in, known, type, operand->span, NULL);
    return known;
}

TExpr *infer_try(Infer *in, Expr *expr, Type *hint)
{
    (void)hint;
    BuiltinTypes *types = &in->c->program->types;
    TExpr *operand = infer_expr(in, expr->target, NULL);
    if (is_never(operand->type) || is_error(operand->type))
        return operand;
    Type *type = try_operand(in, operand);
    bool result = type_is_decl(type, types->result);
    if (!result && !type_is_decl(type, types->option)) {
        diag_add(in->c->diags, DIAG_TRY_OPERAND, expr->span, "`?` requires `Result` or `Option`, found `%s`",
                 text_of_type(in, type));
        return tx_error(in, expr->span);
    }
    TExpr *x = tx_new(in, TX_MATCH, type->args.items[0], expr->span);
    TryUse use = {.expr = x, .operand = operand, .error = result ? type->args.items[1] : NULL, .span = expr->span};
    vec_push(in->arena, &in->ctx->tries, use);
    return x;
}

static void report_try(Infer *in, const TryUse *use, Type *result)
{
    Diag *diag = diag_add(in->c->diags, DIAG_TRY_RETURN, use->span,
                          "`?` operator requires function to return `Result` or `Option`");
    diag_label(in->c->diags, diag, use->span, "the result here is %s", text_of_type(in, result));
    BuiltinTypes *types = &in->c->program->types;
    if (!use->error && type_is_decl(result, types->result))
        diag_hint(in->c->diags, diag, "say which error it is: `Option.ok_or(value, error)?`");
    else if (use->error && type_is_decl(result, types->option))
        diag_hint(in->c->diags, diag, "drop the error: `Result.ok(value)?`");
    else
        diag_hint(in->c->diags, diag, "take the value apart with `case`, or declare the result `-> T!E`");
    use->expr->type = in->error;
}

static TExpr *return_of(Infer *in, TExpr *value, Span span)
{
    TExpr *x = tx_new(in, TX_RETURN, in->never, span);
    x->target = value;
    return x;
}

static void finish_result(Infer *in, const TryUse *use, Type *result)
{
    TypeDecl *decl = in->c->program->types.result;
    TExpr *x = use->expr;
    size_t ok = variant_index(decl, "Ok"), err = variant_index(decl, "Err");
    Local *value = local_new(in, intern_cstr(in->c->names, "_ok"), x->type, use->span);
    Local *error = local_new(in, intern_cstr(in->c->names, "_err"), use->error, use->span);
    add_arm(in, x, variant_pattern(in, decl, ok, use->operand->type, value, use->span),
            tx_local(in, value, use->span));
    TExpr *failure = tx_new(in, TX_VARIANT, result, use->span);
    failure->variant = decl->variants.items[err];
    vec_push(in->arena, &failure->items,
             convert_value(in, tx_local(in, error, use->span), result->args.items[1], use->span));
    add_arm(in, x, variant_pattern(in, decl, err, use->operand->type, error, use->span),
            return_of(in, failure, use->span));
}

static void finish_option(Infer *in, const TryUse *use, Type *result)
{
    TypeDecl *decl = in->c->program->types.option;
    TExpr *x = use->expr;
    size_t some = variant_index(decl, "Some"), none = variant_index(decl, "None");
    Local *value = local_new(in, intern_cstr(in->c->names, "_some"), x->type, use->span);
    add_arm(in, x, variant_pattern(in, decl, some, use->operand->type, value, use->span),
            tx_local(in, value, use->span));
    TExpr *failure = tx_new(in, TX_VARIANT, result, use->span);
    failure->variant = decl->variants.items[none];
    add_arm(in, x, variant_pattern(in, decl, none, use->operand->type, NULL, use->span),
            return_of(in, failure, use->span));
}

void finish_tries(Infer *in, FnCtx *ctx)
{
    BuiltinTypes *types = &in->c->program->types;
    for (size_t i = 0; i < ctx->tries.count; i++) {
        TryUse *use = &ctx->tries.items[i];
        Type *result = type_resolve(ctx->result);
        TypeDecl *wanted = use->error ? types->result : types->option;
        vec_push(in->arena, &use->expr->items, use->operand);
        if (result->kind == TY_ERROR)
            continue;
        if (result->kind == TY_VAR && !ctx->is_main) {
            Type *open = con_type(in, wanted, var_type(in), use->error ? var_type(in) : NULL);
            unify_types(result, open);
            result = type_resolve(result);
        }
        if (!type_is_decl(result, wanted))
            report_try(in, use, result);
        else if (use->error)
            finish_result(in, use, result);
        else
            finish_option(in, use, result);
    }
    ctx->tries.count = 0;
}

/* ---- Interpolation ---- */

TExpr *infer_string(Infer *in, Expr *expr)
{
    if (expr->parts.count == 0)
        return tx_string(in, TEXT(""), expr->span);
    if (expr->parts.count == 1 && !expr->parts.items[0].expr)
        return tx_string(in, expr->parts.items[0].text, expr->span);
    TExpr *x = tx_new(in, TX_CONCAT, in->string, expr->span);
    for (size_t i = 0; i < expr->parts.count; i++) {
        const StringPart *part = &expr->parts.items[i];
        TExpr *piece = part->expr ? show_value(in, infer_expr(in, part->expr, NULL))
                                  : tx_string(in, part->text, expr->span);
        vec_push(in->arena, &x->items, piece);
    }
    return x;
}

/* ---- Maps and json ---- */

static TExpr *pair(Infer *in, TExpr *key, TExpr *value, Type *type, Span span)
{
    TExpr *x = tx_new(in, TX_TUPLE, type, span);
    vec_push(in->arena, &x->items, key);
    vec_push(in->arena, &x->items, value);
    return x;
}

static Type *pair_type(Infer *in, Type *key, Type *value)
{
    TypeVec parts = {0};
    vec_push(in->arena, &parts, key);
    vec_push(in->arena, &parts, value);
    return type_tuple(in->arena, parts);
}

static TExpr *map_of(Infer *in, TExprVec pairs, Type *key, Type *value, Span span)
{
    Type *map = con_type(in, in->c->program->types.map, key, value);
    if (pairs.count == 0) {
        TExpr *x = tx_std_call(in, "Map", "new", NULL, 0, span);
        unify_or_report(in, map, x->type, span, NULL);
        return x;
    }
    TExpr *list = tx_new(in, TX_LIST, con_type(in, in->c->program->types.list, pair_type(in, key, value), NULL), span);
    list->items = pairs;
    TExpr *x = tx_std_call(in, "Map", "from_list", &list, 1, span);
    unify_or_report(in, map, x->type, span, NULL);
    return x;
}

static void map_hint(Infer *in, Type *hint, Type **key, Type **value)
{
    Type *map = hint ? type_resolve(hint) : NULL;
    bool fits = map && type_is_decl(map, in->c->program->types.map) && map->args.count == 2;
    if (!*key)
        *key = fits ? map->args.items[0] : var_type(in);
    *value = fits ? map->args.items[1] : var_type(in);
}

TExpr *infer_map(Infer *in, Expr *expr, Type *hint)
{
    Type *key = NULL, *value = NULL;
    map_hint(in, hint, &key, &value);
    Type *both = pair_type(in, key, value);
    TExprVec pairs = {0};
    for (size_t i = 0; i < expr->pairs.count; i++) {
        const MapPair *written = &expr->pairs.items[i];
        TExpr *k = check_expr(in, written->key, key, NULL);
        TExpr *v = check_expr(in, written->value, value, NULL);
        vec_push(in->arena, &pairs, pair(in, k, v, both, written->key->span));
    }
    return map_of(in, pairs, key, value, expr->span);
}

TExpr *infer_keywords(Infer *in, Expr *call, Type *hint)
{
    Type *key = in->string, *value = NULL;
    map_hint(in, hint, &key, &value);
    Type *both = pair_type(in, key, value);
    TExprVec pairs = {0};
    for (size_t i = 0; i < call->fields.count; i++) {
        const FieldInit *field = &call->fields.items[i];
        TExpr *v = check_expr(in, field->value, value, NULL);
        TExpr *k = tx_string(in, text_of(field->name.name), field->name.span);
        vec_push(in->arena, &pairs, pair(in, k, v, both, field->name.span));
    }
    return map_of(in, pairs, key, value, call->span);
}

static VariantDecl *json_variant(Infer *in, const char *name)
{
    TypeDecl *json = in->c->program->types.json;
    if (!json || json->kind != DECL_SUM || json->variants.count == 0)
        return NULL;
    return json->variants.items[variant_index(json, name)];
}

TExpr *infer_json(Infer *in, Expr *expr)
{
    VariantDecl *object = json_variant(in, "Object"), *null = json_variant(in, "Null");
    if (!object || !null) {
        diag_add(in->c->diags, DIAG_OTHER, expr->span, "the library has no Json type");
        return tx_error(in, expr->span);
    }
    Type *json = con_type(in, in->c->program->types.json, NULL, NULL);
    Type *both = pair_type(in, in->string, json);
    TExprVec pairs = {0};
    for (size_t i = 0; i < expr->fields.count; i++) {
        const FieldInit *field = &expr->fields.items[i];
        TExpr *value;
        if (field->value->kind == EX_UNIT && field->value->is_nil) {
            value = tx_new(in, TX_VARIANT, json, field->value->span);
            value->variant = null;
        } else {
            value = json_value(in, infer_expr(in, field->value, NULL), field->name.name);
        }
        TExpr *key = tx_string(in, text_of(field->name.name), field->name.span);
        vec_push(in->arena, &pairs, pair(in, key, value, both, field->name.span));
    }
    TExpr *x = tx_new(in, TX_VARIANT, json, expr->span);
    x->variant = object;
    vec_push(in->arena, &x->items, map_of(in, pairs, in->string, json, expr->span));
    return x;
}

/* ---- Index ---- */

bool solve_index(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    BuiltinTypes *types = &in->c->program->types;
    TExpr *x = ob->expr, *value;
    if (type_is_decl(self, types->list)) {
        value = tx_std_call(in, "List", "get", x->items.items, 2, ob->span);
    } else if (type_is_decl(self, types->map)) {
        value = tx_std_call(in, "Map", "get", x->items.items, 2, ob->span);
    } else {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_MISMATCH, x->items.items[0]->span, "expected List or Map, found %s",
                     text_of_type(in, self));
        value = tx_error(in, ob->span);
    }
    unify_or_report(in, ob->result, value->type, ob->span, NULL);
    TExprVec items = {0};
    vec_push(in->arena, &items, value);
    x->items = items;
    x->type = value->type;
    return true;
}

TExpr *infer_index(Infer *in, Expr *expr)
{
    TExpr *x = tx_new(in, TX_BLOCK, var_type(in), expr->span);
    TExpr *base = infer_expr(in, expr->target, NULL);
    TExpr *index = infer_expr(in, expr->items.items[0], NULL);
    if (type_resolve(base->type)->kind == TY_VAR)
        solve_obligations(in);
    vec_push(in->arena, &x->items, base);
    vec_push(in->arena, &x->items, index);
    Obligation *ob = obligation_new(in, OB_INDEX, base->type, expr->span);
    ob->expr = x;
    ob->result = x->type;
    try_or_defer(in, ob);
    return x;
}

/* ---- Operators ---- */

static const char *const ARITHMETIC[][2] = {[BIN_ADD] = {"Add", "add"}, [BIN_SUB] = {"Sub", "sub"},
                                            [BIN_MUL] = {"Mul", "mul"}, [BIN_DIV] = {"Div", "div"},
                                            [BIN_MOD] = {"Mod", "mod"}};

/* The trait an operator belongs to; NULL for those that no trait decides. */
static const char *operator_trait(BinaryOp op)
{
    switch (op) {
    case BIN_ADD:
    case BIN_SUB:
    case BIN_MUL:
    case BIN_DIV:
    case BIN_MOD:
        return ARITHMETIC[op][0];
    case BIN_EQ:
    case BIN_NE:
        return "Eq";
    case BIN_LT:
    case BIN_GT:
    case BIN_LE:
    case BIN_GE:
        return "Ord";
    case BIN_AND:
    case BIN_OR:
    case BIN_CONCAT:
    case BIN_RANGE:
        break;
    }
    return NULL;
}

static bool is_number(Infer *in, Type *type)
{
    return type_is_decl(type, in->c->program->types.int_) || type_is_decl(type, in->c->program->types.float_);
}

/* A left operand without the operator is the mistake, whatever stands on the right. True: reported. */
static bool lacks_operator(Infer *in, TExpr *left, const Expr *expr)
{
    Type *type = type_resolve(left->type);
    const char *name = operator_trait(expr->binary);
    TraitDecl *trait = name && !is_number(in, type) ? std_trait(in, name) : NULL;
    bool known = type->kind == TY_CON || type->kind == TY_TUPLE || type->kind == TY_FUN;
    if (!trait || !known || type_has_error(type) || has_impl(in, type, trait))
        return false;
    bool unit = type_is_decl(type, in->c->program->types.unit);
    require_trait(in, type, trait, NULL, unit ? left->span : expr->span, false);
    return true;
}

/* The right operand has the type of the left one. */
static TExpr *same_type(Infer *in, TExpr *left, Expr *right, BinaryOp op, Type **type)
{
    *type = is_never(left->type) ? var_type(in) : left->type;
    Why why = {.span = left->span, .text = "the left operand is here"};
    TExpr *x = infer_expr(in, right, *type);
    if (op == BIN_ADD && type_is_decl(x->type, in->c->program->types.string))
        why.hint = "text is joined with `<>`, and any value is put into it by interpolation: `\"#{...}\"`";
    TExpr *agreed = coerce(in, x, *type, &why);
    /* What the operator yields is not known when its operands do not fit. */
    if (agreed != x && agreed->kind == TX_UNIT)
        *type = in->error;
    return agreed;
}

static TExpr *trait_call(Infer *in, const char *trait, const char *method, Type *self, TExpr *a, TExpr *b, Span span)
{
    TraitMethod *found = trait_method(in, std_trait(in, trait), method);
    if (!found) {
        diag_add(in->c->diags, DIAG_OTHER, span, "the library has no %s.%s", trait, method);
        return tx_error(in, span);
    }
    ArgVec args = {0};
    vec_push(in->arena, &args, arg_value(a));
    if (b)
        vec_push(in->arena, &args, arg_value(b));
    return call_method(in, found, self, &args, span);
}

/* Numbers are so common that they skip the general way of a method call. */
static TExpr *number_call(Infer *in, const char *trait, const char *method, Type *self, Type *result, TExpr *a,
                          TExpr *b, Span span)
{
    TraitMethod *found = trait_method(in, std_trait(in, trait), method);
    if (!found || !is_number(in, self))
        return trait_call(in, trait, method, self, a, b, span);
    TExpr *x = tx_new(in, TX_METHOD, result, span);
    x->method = found;
    vec_push(in->arena, &x->type_args, self);
    vec_push(in->arena, &x->items, a);
    vec_push(in->arena, &x->items, b);
    return x;
}

static TExpr *negation(Infer *in, TExpr *value, Span span)
{
    if (is_error(value->type))
        return value;
    TExpr *x = tx_new(in, TX_IF, in->bool_, span);
    x->target = value;
    vec_push(in->arena, &x->items, tx_bool(in, false, span));
    vec_push(in->arena, &x->items, tx_bool(in, true, span));
    return x;
}

static bool is_simple(const TExpr *x)
{
    return x->kind == TX_LOCAL || x->kind == TX_INT || x->kind == TX_FLOAT || x->kind == TX_STRING ||
           x->kind == TX_BOOL || x->kind == TX_UNIT || x->kind == TX_CONST;
}

/* a > b is b < a, but a is still evaluated first. */
static TExpr *swapped(Infer *in, const char *method, Type *type, TExpr *a, TExpr *b, Span span)
{
    if (is_simple(a) || is_simple(b))
        return number_call(in, "Ord", method, type, in->bool_, b, a, span);
    Name left = intern_cstr(in->c->names, "_left"), right = intern_cstr(in->c->names, "_right");
    Local *first = local_new(in, left, type, span), *second = local_new(in, right, type, span);
    TExprVec items = {0};
    vec_push(in->arena, &items, tx_let(in, first, a, span));
    vec_push(in->arena, &items, tx_let(in, second, b, span));
    vec_push(in->arena, &items, number_call(in, "Ord", method, type, in->bool_, tx_local(in, second, span),
                                            tx_local(in, first, span), span));
    return tx_block(in, items, span);
}

static TExpr *infer_concat(Infer *in, TExpr *left, Expr *right, Span span)
{
    if (type_is_decl(left->type, in->c->program->types.json))
        left = coerce(in, left, in->string, NULL);
    Type *type;
    TExpr *other = same_type(in, left, right, BIN_CONCAT, &type);
    if (is_error(other->type) || is_error(left->type) || is_error(type))
        return tx_error(in, span);
    return concat_values(in, left, other, span);
}

static TExpr *infer_range(Infer *in, TExpr *left, Expr *right, Span span)
{
    TypeDecl *range = in->c->program->types.range;
    TExpr *from = coerce(in, left, in->int_, NULL);
    TExpr *to = check_expr(in, right, in->int_, NULL);
    if (!range) {
        diag_add(in->c->diags, DIAG_OTHER, span, "the library has no Range type");
        return tx_error(in, span);
    }
    TExpr *x = tx_new(in, TX_STRUCT, con_type(in, range, NULL, NULL), span);
    vec_push(in->arena, &x->items, from);
    vec_push(in->arena, &x->items, to);
    vec_push(in->arena, &x->field_indices, 0);
    vec_push(in->arena, &x->field_indices, 1);
    return x;
}

static TExpr *infer_logic(Infer *in, TExprKind kind, TExpr *left, Expr *right, Span span)
{
    TExpr *x = tx_new(in, kind, in->bool_, span);
    vec_push(in->arena, &x->items, coerce(in, left, in->bool_, NULL));
    vec_push(in->arena, &x->items, check_expr(in, right, in->bool_, NULL));
    return x;
}

static TExpr *apply_binary(Infer *in, TExpr *left, Expr *expr)
{
    Expr *right = expr->items.items[0];
    Span span = expr->span;
    Type *type;
    TExpr *other;
    switch (expr->binary) {
    case BIN_AND:
        return infer_logic(in, TX_AND, left, right, span);
    case BIN_OR:
        return infer_logic(in, TX_OR, left, right, span);
    case BIN_CONCAT:
        return infer_concat(in, left, right, span);
    case BIN_RANGE:
        return infer_range(in, left, right, span);
    case BIN_ADD:
    case BIN_SUB:
    case BIN_MUL:
    case BIN_DIV:
    case BIN_MOD:
    case BIN_EQ:
    case BIN_NE:
    case BIN_LT:
    case BIN_GT:
    case BIN_LE:
    case BIN_GE:
        break;
    }
    if (lacks_operator(in, left, expr)) {
        infer_expr(in, right, NULL);
        return tx_error(in, span);
    }
    other = same_type(in, left, right, expr->binary, &type);
    if (is_error(left->type) || is_error(type))
        return tx_error(in, span);
    switch (expr->binary) {
    case BIN_ADD:
    case BIN_SUB:
    case BIN_MUL:
    case BIN_DIV:
    case BIN_MOD:
        return number_call(in, ARITHMETIC[expr->binary][0], ARITHMETIC[expr->binary][1], type, type, left, other, span);
    case BIN_EQ:
        return number_call(in, "Eq", "eq", type, in->bool_, left, other, span);
    case BIN_NE:
        return negation(in, number_call(in, "Eq", "eq", type, in->bool_, left, other, span), span);
    case BIN_LT:
        return number_call(in, "Ord", "lt", type, in->bool_, left, other, span);
    case BIN_LE:
        return number_call(in, "Ord", "le", type, in->bool_, left, other, span);
    case BIN_GT:
        return swapped(in, "lt", type, left, other, span);
    case BIN_GE:
        return swapped(in, "le", type, left, other, span);
    case BIN_AND:
    case BIN_OR:
    case BIN_CONCAT:
    case BIN_RANGE:
        break;
    }
    return tx_error(in, span);
}

/* Chains of operators lean to the left and may be thousands long: their spine is walked, not recursed into. */
TExpr *infer_binary(Infer *in, Expr *expr, Type *hint)
{
    (void)hint;
    ExprVec spine = {0};
    Expr *first = expr;
    for (; first->kind == EX_BINARY; first = first->target)
        vec_push(in->arena, &spine, first);
    TExpr *value = infer_expr(in, first, NULL);
    for (size_t i = spine.count; i > 0; i--)
        value = apply_binary(in, value, spine.items[i - 1]);
    return value;
}

TExpr *infer_unary(Infer *in, Expr *expr, Type *hint)
{
    if (expr->unary == UN_NOT) {
        Why why = {.span = expr->span, .text = "`not` takes a Bool"};
        return negation(in, check_expr(in, expr->target, in->bool_, &why), expr->span);
    }
    if (expr->target->kind == EX_INT)
        return tx_int(in, (int64_t)(0 - (uint64_t)expr->target->int_value), expr->span);
    TExpr *value = infer_expr(in, expr->target, hint);
    if (value->kind == TX_FLOAT && expr->target->kind == EX_FLOAT) {
        value->float_value = -value->float_value;
        return value;
    }
    if (is_error(value->type) || is_never(value->type))
        return value;
    return trait_call(in, "Neg", "neg", value->type, value, NULL, expr->span);
}
