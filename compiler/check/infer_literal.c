/* infer_literal.c - literals: numbers, atoms, regexes, tuples and lists. */
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_type.h"
#include "check/regex_syntax.h"

TExpr *infer_tuple(Infer *in, Expr *expr, Type *hint)
{
    Type *wanted = hint ? type_resolve(hint) : NULL;
    bool fits = wanted && wanted->kind == TY_TUPLE && wanted->args.count == expr->items.count;
    TExpr *x = tx_new(in, TX_TUPLE, NULL, expr->span);
    TypeVec types = {0};
    for (size_t i = 0; i < expr->items.count; i++) {
        Expr *item = expr->items.items[i];
        TExpr *part =
            fits ? check_expr(in, item, wanted->args.items[i], NULL) : infer_expr(in, item, NULL);
        vec_push(in->arena, &x->items, part);
        /* A part that never ends still needs a place of the expected type in the tuple. */
        Type *type = fits                   ? wanted->args.items[i]
                     : is_never(part->type) ? var_type(in)
                                            : part->type;
        vec_push(in->arena, &types, type);
    }
    x->type = type_tuple(in->arena, types);
    return x;
}

TExpr *infer_list(Infer *in, Expr *expr, Type *hint)
{
    TypeDecl *list = in->c->program->types.list;
    Type *element = var_type(in);
    bool fits = hint && type_is_decl(hint, list);
    if (fits)
        element = type_resolve(hint)->args.items[0];
    TExpr *x = tx_new(in, TX_LIST, con_type(in, list, element, NULL), expr->span);
    Why why = {.text = "the first element is here"};
    for (size_t i = 0; i < expr->items.count; i++) {
        Expr *item = expr->items.items[i];
        vec_push(in->arena, &x->items, check_expr(in, item, element, i > 0 && !fits ? &why : NULL));
        if (i == 0)
            why.span = item->span;
    }
    return x;
}

TExpr *infer_float(Infer *in, const Expr *expr)
{
    TExpr *x = tx_new(in, TX_FLOAT, in->float_, expr->span);
    x->float_value = expr->float_value;
    return x;
}

TExpr *infer_atom(Infer *in, const Expr *expr)
{
    TExpr *x = tx_new(in, TX_STRING, in->atom, expr->span);
    x->text = expr->text;
    return x;
}

/* A literal is compiled once: it is a constant of its module. */
TExpr *infer_regex(Infer *in, const Expr *expr)
{
    size_t at;
    const char *fault = regex_fault(expr->text, &at);
    if (fault) {
        uint32_t start = expr->span.start + 3 + (uint32_t)at; /* behind ~r/ */
        Span span = {expr->span.source, start,
                     start + 1 < expr->span.end ? start + 1 : expr->span.end};
        Diag *diag = diag_add(in->c->diags, DIAG_BAD_LITERAL, span, "invalid regex: %s", fault);
        diag_label(in->c->diags, diag, span, "here");
        return tx_error(in, expr->span);
    }
    TExpr *args[2] = {tx_string(in, expr->text, expr->span),
                      tx_string(in, expr->flags, expr->span)};
    TExpr *made = tx_std_call(in, "Regex", "literal", args, 2, expr->span);
    if (is_error(made->type))
        return made;
    ModuleInfo *module = in->state->module;
    ConstSymbol *constant = ARENA_NEW(in->arena, ConstSymbol);
    constant->name = intern_cstr(in->c->names, "regex");
    constant->full_name = arena_printf(in->arena, "%s.regex$%u", module->name, ++in->next_lifted);
    constant->module = module;
    constant->type = made->type;
    constant->value = made;
    constant->span = expr->span;
    vec_push(in->arena, &module->constants, constant);
    TExpr *x = tx_new(in, TX_CONST, made->type, expr->span);
    x->constant = constant;
    return x;
}
