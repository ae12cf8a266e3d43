/* infer_operator.c - operators: numbers as they are, everything else by the trait of the
 * operator. */
#include "check/infer_agree.h"
#include "check/infer_call.h"
#include "check/infer_convert.h"
#include "check/infer_env.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_trait.h"
#include "check/infer_type.h"

static const char *const ARITHMETIC[][2] = {[BIN_ADD] = {"Add", "add"},
                                            [BIN_SUB] = {"Sub", "sub"},
                                            [BIN_MUL] = {"Mul", "mul"},
                                            [BIN_DIV] = {"Div", "div"},
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
    return type_is_decl(type, in->c->program->types.int_) ||
           type_is_decl(type, in->c->program->types.float_);
}

/* A left operand without the operator is the mistake, whatever stands on the right. True:
 * reported. */
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
        why.hint =
            "text is joined with `<>`, and any value is put into it by interpolation: `\"#{...}\"`";
    TExpr *agreed = coerce(in, x, *type, &why);
    /* What the operator yields is not known when its operands do not fit. */
    if (agreed != x && agreed->kind == TX_UNIT)
        *type = in->error;
    return agreed;
}

static TExpr *trait_call(Infer *in, const char *trait, const char *method, Type *self, TExpr *a,
                         TExpr *b, Span span)
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
static TExpr *number_call(Infer *in, const char *trait, const char *method, Type *self,
                          Type *result, TExpr *a, TExpr *b, Span span)
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
    return x->kind == TX_LOCAL || x->kind == TX_INT || x->kind == TX_FLOAT ||
           x->kind == TX_STRING || x->kind == TX_BOOL || x->kind == TX_UNIT || x->kind == TX_CONST;
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
    vec_push(in->arena, &items,
             number_call(in, "Ord", method, type, in->bool_, tx_local(in, second, span),
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
        return number_call(in, ARITHMETIC[expr->binary][0], ARITHMETIC[expr->binary][1], type, type,
                           left, other, span);
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

/* Chains of operators lean to the left and may be thousands long: their spine is walked, not
 * recursed into. */
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
