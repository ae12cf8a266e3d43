/* infer_struct.c - structs: fields, literals and updates. */
#include "check/infer_call.h"
#include "check/infer_call_internal.h"
#include "check/infer_expr.h"
#include "check/infer_form.h"
#include "check/infer_node.h"
#include "check/infer_obligation.h"
#include "check/infer_type.h"

/* ---- Fields ---- */

bool field_of(Infer *in, Type *self, Name name, uint32_t *index, Type **type)
{
    self = type_resolve(self);
    if (self->kind != TY_CON || self->decl->kind != DECL_STRUCT)
        return false;
    for (size_t i = 0; i < self->decl->fields.count; i++) {
        if (self->decl->fields.items[i].name != name)
            continue;
        *index = (uint32_t)i;
        *type = field_type(in, self->decl, &self->args, self->decl->fields.items[i].type);
        return true;
    }
    return false;
}

static void report_no_field(Infer *in, Type *self, Ident name)
{
    Diag *diag = diag_add(in->c->diags, DIAG_FIELD, name.span, "type %s has no field %s",
                          text_of_type(in, self), name.name);
    Candidates found = {0};
    find_candidates(in, self, name.name, &found);
    if (found.methods.count > 0 || found.extras.count > 0 ||
        library_function(in, self, name.name, 1)) {
        diag_hint(in->c->diags, diag, "`%s` is a method: call it, `.%s()`", name.name, name.name);
        return;
    }
    self = type_resolve(self);
    if (self->kind != TY_CON)
        return;
    for (size_t i = 0; i < self->decl->fields.count; i++) {
        Name field = self->decl->fields.items[i].name;
        if (field && edit_distance(name.name, field, 2) <= 2) {
            diag_hint(in->c->diags, diag, "did you mean `%s`?", field);
            return;
        }
    }
}

static TExpr *value_in_space(Infer *in, const Space *space, Expr *expr, Type *hint)
{
    Ident name = {.name = expr->name.name, .span = expr->span};
    Binding *binding = space->module ? space_member(in, space->module, expr->name, false) : NULL;
    if (binding)
        return binding_value(in, binding, name, hint);
    VariantDecl *variant = variant_of(decl_of_binding(space->type), name.name);
    if (variant)
        return variant_value(in, variant, expr->span, hint);
    TypeDecl *decl = decl_of_binding(space->type);
    if (decl && decl->kind == DECL_SUM)
        unknown_variant(in, expr->name);
    else if (space->module)
        space_member(in, space->module, expr->name, true);
    else
        diag_add(in->c->diags, DIAG_UNDEFINED, expr->name.span, "undefined variable: %s.%s",
                 space_name(in, space), name.name);
    return tx_error(in, expr->span);
}

TExpr *infer_field(Infer *in, Expr *expr, Type *hint)
{
    Space space;
    if (expr_space(in, expr->target, &space))
        return value_in_space(in, &space, expr, hint);
    TExpr *x = tx_new(in, TX_FIELD, NULL, expr->span);
    x->target = infer_owner(in, expr->target);
    if (type_resolve(x->target->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *self = type_resolve(x->target->type);
    if (self->kind == TY_ERROR)
        return tx_error(in, expr->span);
    if (self->kind == TY_NEVER)
        return x->target;
    if (self->kind == TY_VAR) {
        x->type = var_type(in);
        Obligation *ob = obligation_new(in, OB_FIELD, self, expr->span);
        ob->name = expr->name;
        ob->expr = x;
        ob->result = x->type;
        defer(in, ob);
        return x;
    }
    if (field_of(in, self, expr->name.name, &x->field_index, &x->type))
        return x;
    report_no_field(in, self, expr->name);
    return tx_error(in, expr->span);
}

/* ---- Structs ---- */

void report_no_struct(Infer *in, const Path *path)
{
    Name name = path->parts.items[path->parts.count - 1].name;
    if (map_get(&in->c->misplaced, name))
        return;
    Diag *diag = diag_add(in->c->diags, DIAG_NO_TYPE, path->span, "undefined type: %s", name);
    diag_label(in->c->diags, diag, path->span, "no struct of this name is visible here");
    Name near = scope_suggest_type(in->c, in->state->module, name);
    if (near)
        diag_hint(in->c->diags, diag, "did you mean `%s`?", near);
}

void report_unknown_field(Infer *in, Type *self, Ident name)
{
    self = type_resolve(self);
    if (self->kind != TY_CON || self->decl->kind != DECL_STRUCT) {
        diag_add(in->c->diags, DIAG_FIELD, name.span, "type %s has no field %s",
                 text_of_type(in, self), name.name);
        return;
    }
    Diag *diag =
        diag_add(in->c->diags, DIAG_FIELD, name.span, "unknown field %s in struct %s", name.name,
                 self->kind == TY_CON ? self->decl->name : text_of_type(in, self));
    for (size_t i = 0; self->kind == TY_CON && i < self->decl->fields.count; i++) {
        Name field = self->decl->fields.items[i].name;
        if (edit_distance(name.name, field, 2) <= 2) {
            diag_hint(in->c->diags, diag, "did you mean `%s`?", field);
            return;
        }
    }
}

Type *find_struct(Infer *in, const Path *path)
{
    Binding *binding = NULL;
    Ident name = path->parts.items[path->parts.count - 1];
    if (path->parts.count == 1) {
        if (strcmp(name.name, "Self") == 0) {
            Type *self = type_param_named(in, name.name);
            self = self ? type_resolve(self) : NULL;
            return self && self->kind == TY_CON && self->decl->kind == DECL_STRUCT ? self : NULL;
        }
        binding = scope_type(in->c, in->state->module, name.name);
    } else {
        Space space = {0};
        if (path_space(in, path, &space) && space.module) {
            binding = scope_member_type(in->c, space.module, name.name);
            if (binding && !binding->is_pub && !scope_may_see(in->state->module, space.module))
                diag_add(in->c->diags, DIAG_PRIVATE, name.span, "`%s` is private to module `%s`",
                         name.name, space.module->name);
        }
    }
    if (!binding)
        return NULL;
    Space named = {.type = binding};
    Type *type = space_type(in, &named);
    type = type ? type_resolve(type) : NULL;
    return type && type->kind == TY_CON && type->decl->kind == DECL_STRUCT ? type : NULL;
}

static void path_of(Infer *in, Expr *expr, Path *path)
{
    if (expr->kind == EX_FIELD)
        path_of(in, expr->target, path);
    path->span = expr->span;
    vec_push(in->arena, &path->parts, ((Ident){.name = expr->name.name, .span = expr->span}));
}

static void poison_fields(Infer *in, Expr *expr)
{
    for (size_t i = 0; i < expr->fields.count; i++)
        infer_expr(in, expr->fields.items[i].value, NULL);
}

TExpr *infer_struct(Infer *in, Expr *expr, Type *hint)
{
    Path path = {0};
    path_of(in, expr->target, &path);
    Type *own = find_struct(in, &path);
    if (!own) {
        report_no_struct(in, &path);
        poison_fields(in, expr);
        return tx_error(in, expr->span);
    }
    TypeDecl *decl = own->decl;
    if (hint && type_is_decl(hint, decl))
        unify_types(own, hint);
    TExpr *x = tx_new(in, TX_STRUCT, own, expr->span);
    TExpr **values = ARENA_ARRAY(in->arena, TExpr *, decl->fields.count + 1);
    bool misspelt = false;
    for (size_t i = 0; i < expr->fields.count; i++) {
        Ident name = expr->fields.items[i].name;
        Expr *value = expr->fields.items[i].value;
        uint32_t index;
        Type *type;
        if (!field_of(in, own, name.name, &index, &type)) {
            report_unknown_field(in, own, name);
            infer_expr(in, value, NULL);
            misspelt = true;
            continue;
        }
        if (values[index])
            diag_add(in->c->diags, DIAG_FIELD, name.span, "duplicate field %s in struct %s",
                     name.name, decl->name);
        Why why = {.span = decl->fields.items[index].span, .text = "the field is declared here"};
        TExpr *typed = check_expr(in, value, type, &why);
        if (!values[index])
            vec_push(in->arena, &x->field_indices, index);
        values[index] = typed;
    }
    TextBuffer missing;
    text_buffer_init(&missing, in->arena);
    size_t absent = 0;
    for (size_t i = 0; i < decl->fields.count; i++) {
        if (!values[i]) {
            text_addf(&missing, "%s%s", absent++ > 0 ? ", " : "", decl->fields.items[i].name);
            values[i] = tx_error(in, expr->span);
        }
        vec_push(in->arena, &x->items, values[i]);
    }
    if (absent > 0 && !misspelt)
        diag_add(in->c->diags, DIAG_FIELD, expr->span, "missing field%s %s in struct %s",
                 absent > 1 ? "s" : "", text_done(&missing).bytes, decl->name);
    return x;
}

TExpr *infer_update(Infer *in, Expr *expr, Type *hint)
{
    TExpr *x = tx_new(in, TX_UPDATE, NULL, expr->span);
    x->target = infer_expr(in, expr->target, hint);
    x->type = x->target->type;
    if (type_resolve(x->type)->kind == TY_VAR)
        solve_obligations(in);
    Type *self = type_resolve(x->type);
    if (self->kind != TY_VAR) {
        for (size_t i = 0; i < expr->fields.count; i++) {
            FieldInit *init = &expr->fields.items[i];
            uint32_t index;
            Type *type;
            if (!field_of(in, self, init->name.name, &index, &type)) {
                if (!type_has_error(self))
                    report_unknown_field(in, self, init->name);
                infer_expr(in, init->value, NULL);
                x->type = in->error;
                continue;
            }
            vec_push(in->arena, &x->field_indices, index);
            vec_push(in->arena, &x->items, check_expr(in, init->value, type, NULL));
        }
        return x;
    }
    Obligation *ob = obligation_new(in, OB_UPDATE, self, expr->span);
    ob->expr = x;
    ob->ast = expr;
    for (size_t i = 0; i < expr->fields.count; i++) {
        Arg arg = arg_ast(expr->fields.items[i].value);
        infer_arg(in, &arg, NULL);
        vec_push(in->arena, &ob->call_args, arg);
    }
    defer(in, ob);
    return x;
}
