#include "driver/copies_report.h"

#include "ir/copies.h"

bool program_has_marks(const Program *program)
{
    for (size_t i = 0; i < program->modules.count; i++) {
        const ModuleInfo *module = program->modules.items[i];
        for (size_t k = 0; k < module->functions.count && !module->is_std; k++) {
            if (module->functions.items[k]->is_inplace)
                return true;
        }
    }
    return false;
}

/* ---- Texts ---- */

static const char *value_text(Arena *arena, const CopyNote *note)
{
    const char *type = type_text(arena, note->type);
    return note->value ? arena_printf(arena, "`%s` (%s)", note->value, type)
                       : arena_printf(arena, "a value of type %s", type);
}

static bool is_value_itself(const CopyNote *note)
{
    return !note->holder || (note->value && strcmp(note->holder, note->value) == 0);
}

static void label_holder(DiagList *diags, Diag *diag, const CopyNote *note)
{
    const char *holder = note->holder ? note->holder : note->value;
    switch (note->cause) {
    case COPY_USED_AGAIN:
        if (!holder)
            diag_label(diags, diag, note->where, "it is used again here");
        else if (is_value_itself(note))
            diag_label(diags, diag, note->where, "`%s` is used again here", holder);
        else
            diag_label(diags, diag, note->where, "`%s`, which holds it, is used again here",
                       holder);
        return;
    case COPY_KEPT:
        diag_label(diags, diag, note->where, "what happens here may keep it");
        return;
    case COPY_LENT:
    case COPY_CAPTURED:
    case COPY_CONSTANT:
        return;
    }
}

static void hint_way_out(DiagList *diags, Diag *diag, const CopyNote *note)
{
    const char *holder = note->holder ? note->holder : "the value";
    switch (note->cause) {
    case COPY_USED_AGAIN:
        if (is_value_itself(note))
            diag_hint(diags, diag, "%s",
                      "do what needs the old value first, so that the update is its last use");
        else
            diag_hint(diags, diag,
                      "read what is needed of `%s` first, or put the result back in the same step: "
                      "`%%{%s | ...}`",
                      holder, holder);
        return;
    case COPY_KEPT:
        diag_hint(diags, diag, "%s", "update it before it is stored or passed on");
        return;
    case COPY_LENT:
        diag_hint(
            diags, diag,
            "`%s` is only read here, so the caller keeps it; give back a changed `%s` instead",
            holder, holder);
        return;
    case COPY_CAPTURED:
        diag_hint(diags, diag, "a closure keeps `%s`, as it may run again; pass it as an argument",
                  holder);
        return;
    case COPY_CONSTANT:
        diag_hint(diags, diag,
                  "`%s` is a constant, which all actors share; build the value in a function",
                  holder);
        return;
    }
}

/* ---- Notes and errors ---- */

static void explain_copy(Arena *arena, const CopyNote *note, DiagList *diags)
{
    Diag *diag =
        diag_add(diags, DIAG_COPY, note->span, "%s may be copied here", value_text(arena, note));
    label_holder(diags, diag, note);
    hint_way_out(diags, diag, note);
}

/* Whether it is a closure written in the body of the other. */
static bool lies_in(const MirFn *inner, const MirFn *outer)
{
    const TExpr *body = outer->symbol ? outer->symbol->body : NULL;
    return body && inner->kind == MIR_FN_CLOSURE && inner->span.source == body->span.source &&
           inner->span.start >= body->span.start && inner->span.end <= body->span.end;
}

/* Who promised that this does not happen: the function itself or the one that its closure is
 * written in. A mark with names does not reach into closures, which do not see where their values
 * come from. */
static const FnSymbol *promise_of(const CopyReport *report, const CopyNote *note)
{
    const FnSymbol *fn = note->fn->symbol;
    if (fn && fn->is_inplace)
        return fn->inplace_params == 0 || (fn->inplace_params & note->params) != 0 ? fn : NULL;
    for (size_t i = 0; i < report->functions.count; i++) {
        const MirFn *outer = report->functions.items[i].fn;
        if (outer->symbol && outer->symbol->is_inplace && outer->symbol->inplace_params == 0 &&
            lies_in(note->fn, outer))
            return outer->symbol;
    }
    return NULL;
}

static void report_broken(Arena *arena, const FnSymbol *fn, const CopyNote *note, DiagList *diags)
{
    Diag *diag = diag_add(diags, DIAG_NOT_INPLACE, note->span,
                          "%s may be copied here, but `%s` is marked `@inplace`",
                          value_text(arena, note), fn->name);
    label_holder(diags, diag, note);
    diag_label(diags, diag, fn->inplace_span, "the promise");
    hint_way_out(diags, diag, note);
}

static bool closures_update(const CopyReport *report, const MirFn *outer)
{
    for (size_t i = 0; i < report->functions.count; i++) {
        if (report->functions.items[i].any && lies_in(report->functions.items[i].fn, outer))
            return true;
    }
    return false;
}

/* A mark that says nothing is a mistake about what the function does. */
static void report_empty(const CopyReport *report, const UpdatedParams *updated, DiagList *diags)
{
    const FnSymbol *fn = updated->fn->symbol;
    if (!fn || !fn->is_inplace)
        return;
    if (fn->inplace_params == 0 && !updated->any && !closures_update(report, updated->fn)) {
        Diag *diag = diag_add(diags, DIAG_NOT_INPLACE, fn->inplace_span,
                              "`%s` is marked `@inplace` but updates nothing", fn->name);
        diag_hint(diags, diag,
                  "updates are `%%{s | ...}` and functions such as List.append and Map.put");
    }
    for (size_t i = 0; i < fn->locals.count && i < 64; i++) {
        if ((fn->inplace_params >> i & 1) == 0 || (updated->params >> i & 1) != 0)
            continue;
        Diag *diag =
            diag_add(diags, DIAG_NOT_INPLACE, fn->inplace_span, "`%s` does not update `%s`",
                     fn->name, fn->locals.items[i]->name ? fn->locals.items[i]->name : "_");
        diag_hint(diags, diag,
                  "updates are `%%{s | ...}` and functions such as List.append and Map.put");
    }
}

void report_copies(Arena *arena, const MirProgram *mir, bool explain, DiagList *diags)
{
    CopyReport report = find_copies(arena, mir);
    for (size_t i = 0; i < report.notes.count; i++) {
        const CopyNote *note = &report.notes.items[i];
        const FnSymbol *promise = promise_of(&report, note);
        if (promise)
            report_broken(arena, promise, note, diags);
        else if (explain)
            explain_copy(arena, note, diags);
    }
    for (size_t i = 0; i < report.functions.count; i++)
        report_empty(&report, &report.functions.items[i], diags);
}
