/* infer_agree.c - agreement with the context: a value of the expected type, or a message that says
 * where the expectation came from and what would convert. */
#include "check/infer_agree.h"
#include "check/infer_component.h"
#include "check/infer_node.h"
#include "check/infer_type.h"

static void label_why(Infer *in, Diag *diag, const Why *why)
{
    if (!why)
        return;
    if (!why->fn) {
        if (why->span.source)
            diag_label(in->c->diags, diag, why->span, "%s", why->text);
        return;
    }
    JobState *state = state_of(in, why->fn);
    if (state && state->job && state->job->clauses.count > 0) {
        FnDef *def = state->job->clauses.items[0];
        if (why->index < def->params.count) {
            Param *param = &def->params.items[why->index];
            Span span = param->type ? span_join(param->pattern->span, param->type->span)
                                    : param->pattern->span;
            diag_label(in->c->diags, diag, span, "the parameter is declared here");
            return;
        }
    }
    if (why->fn->span.source && !why->fn->module->is_std)
        diag_label(in->c->diags, diag, why->fn->span, "`%s` is declared here", why->fn->name);
}

/* A literal is written differently rather than converted. True: nothing more is to be said. */
static bool hint_literal(Infer *in, Diag *diag, Type *expected, Span span)
{
    BuiltinTypes *types = &in->c->program->types;
    char first = span.source->text.bytes[span.start];
    if (first == '"')
        return true;
    if (first < '0' || first > '9')
        return false;
    for (uint32_t i = span.start; i < span.end; i++)
        if (span.source->text.bytes[i] < '0' || span.source->text.bytes[i] > '9')
            return false;
    if (!type_is_decl(expected, types->float_))
        return false;
    diag_hint(in->c->diags, diag, "write `%.*s.0`", (int)(span.end - span.start),
              span.source->text.bytes + span.start);
    return true;
}

static void hint_mismatch(Infer *in, Diag *diag, Type *expected, Type *found, Span span)
{
    if (hint_literal(in, diag, expected, span))
        return;
    BuiltinTypes *types = &in->c->program->types;
    DiagList *list = in->c->diags;
    expected = type_resolve(expected);
    found = type_resolve(found);
    bool from_string = type_is_decl(found, types->string);
    if (type_is_decl(expected, types->int_) && from_string)
        diag_hint(list, diag, "convert with `Int.parse(...)`");
    else if (type_is_decl(expected, types->float_) && from_string)
        diag_hint(list, diag, "convert with `Float.parse(...)`");
    else if (type_is_decl(expected, types->float_) && type_is_decl(found, types->int_))
        diag_hint(list, diag, "convert with `Float.from(...)`");
    else if (type_is_decl(expected, types->int_) && type_is_decl(found, types->float_))
        diag_hint(list, diag, "convert with `Math.round(...)` or `Float.to_int(...)`");
    else if (found->kind == TY_FUN && found->args.count == 0 && expected->kind != TY_FUN &&
             type_equal(expected, found->result))
        diag_hint(list, diag, "call the function: `%.*s()`", (int)(span.end - span.start),
                  span.source->text.bytes + span.start);
    else if ((type_is_decl(found, types->option) || type_is_decl(found, types->result)) &&
             type_equal(expected, found->args.items[0]))
        diag_hint(list, diag, "take the value out with `case` or `?`");
    else if (type_is_decl(expected, types->string) && found->kind != TY_FUN)
        diag_hint(list, diag, "interpolate: `\"#{...}\"`");
    else if (type_is_decl(expected, types->option) && type_equal(expected->args.items[0], found))
        diag_hint(list, diag, "wrap the value: `Some(...)`");
    else if (type_is_decl(expected, types->result) && type_equal(expected->args.items[0], found))
        diag_hint(list, diag, "wrap the value: `Ok(...)`");
    else if (type_is_decl(found, types->option) || type_is_decl(found, types->result))
        diag_hint(list, diag, "take the value out with `case` or `?`");
}

static void report_mismatch(Infer *in, UnifyResult result, Type *expected, Type *found, Span span,
                            const Why *why)
{
    DiagList *list = in->c->diags;
    const char *want = text_of_type(in, expected), *have = text_of_type(in, found);
    if (result == UNIFY_INFINITE) {
        diag_add(list, DIAG_INFINITE_TYPE, span, "infinite type: %s = %s", want, have);
        return;
    }
    if (result == UNIFY_TOO_BIG) {
        diag_add(list, DIAG_OTHER, span, "type too large: it is nested too deeply");
        return;
    }
    if (result == UNIFY_ARITY) {
        Type *e = type_resolve(expected), *f = type_resolve(found);
        if (e->kind == TY_FUN && f->kind == TY_FUN) {
            Diag *diag = diag_add(list, DIAG_ARITY, span, "expected %zu argument(s), found %zu",
                                  e->args.count, f->args.count);
            diag_label(list, diag, span, "expected %s, found %s", want, have);
            label_why(in, diag, why);
            return;
        }
    }
    DiagCode code = why && why->code ? why->code : DIAG_MISMATCH;
    Diag *diag;
    if (code == DIAG_GUARD_TYPE)
        diag = diag_add(list, code, span, "guard expression must return `Bool`, found `%s`", have);
    else if (code == DIAG_MESSAGE_TYPE)
        diag = diag_add(list, code, span, "message type mismatch: expected `%s`, found `%s`", want,
                        have);
    else
        diag = diag_add(list, code, span, "expected %s, found %s", want, have);
    bool pattern = why && why->pattern;
    diag_label(list, diag, span, pattern ? "this matches %s" : "this is %s", have);
    label_why(in, diag, why);
    if (why && why->hint)
        diag_hint(list, diag, "%s", why->hint);
    else if (code == DIAG_MISMATCH && !pattern)
        hint_mismatch(in, diag, expected, found, span);
}

bool unify_or_report(Infer *in, Type *expected, Type *found, Span span, const Why *why)
{
    UnifyResult result = unify_types(expected, found);
    if (result == UNIFY_OK)
        return true;
    if (!type_has_error(expected) && !type_has_error(found))
        report_mismatch(in, result, expected, found, span, why);
    return false;
}

/* A Json where text is wanted becomes its text. */
static TExpr *json_text(Infer *in, TExpr *value)
{
    return tx_std_call(in, "Json", "encode_value", &value, 1, value->span);
}

/* A pid whose messages are still open is given away as one that takes any. What the library asks of
 * a pid, such as whether its process is alive, sends nothing. */
static void note_untyped(Infer *in, Type *found, Type *expected, const Why *why)
{
    found = type_resolve(found);
    if (!type_is_decl(found, in->c->program->types.pid) || !type_is_bare_pid(expected) ||
        found->args.count == 0)
        return;
    Type *message = type_resolve(found->args.items[0]);
    if (message->kind == TY_VAR && !(why && why->fn && why->fn->module->is_std))
        message->is_untyped = true;
}

TExpr *coerce(Infer *in, TExpr *value, Type *expected, const Why *why)
{
    note_untyped(in, value->type, expected, why);
    if (is_never(value->type) && !is_never(expected))
        return value;
    BuiltinTypes *types = &in->c->program->types;
    if (types->json && type_is_decl(expected, types->string) &&
        type_is_decl(value->type, types->json))
        return json_text(in, value);
    if (unify_or_report(in, expected, value->type, value->span, why))
        return value;
    TExpr *poison = tx_error(in, value->span);
    poison->type = expected;
    return poison;
}
