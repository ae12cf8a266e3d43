/* infer_solve.c - obligations: what waits until a type is known, and what becomes of it when it never is. */
#include "check/infer_internal.h"

/* ---- Traits of the library ---- */

TraitDecl *std_trait(Infer *in, const char *name)
{
    return core_trait(in->c, name);
}

TraitMethod *trait_method(Infer *in, TraitDecl *trait, const char *name)
{
    Name wanted = intern_cstr(in->c->names, name);
    for (size_t i = 0; trait && i < trait->methods.count; i++)
        if (trait->methods.items[i]->name == wanted)
            return trait->methods.items[i];
    return NULL;
}

/* Add, Sub, Mul, Div, Mod and Neg: for a type parameter their Output is the parameter itself, which callers
 * must keep to. */
static bool is_arithmetic(const TraitDecl *trait)
{
    return trait->module && trait->module->is_std && trait->assoc.count == 1 &&
           strcmp(trait->assoc.items[0], "Output") == 0;
}

static bool impl_bounds_hold(Infer *in, ImplDecl *impl, const TypeVec *impl_args, int depth);

static bool has_impl_at(Infer *in, Type *self, TraitDecl *trait, int depth)
{
    self = type_resolve(self);
    if (!trait || depth > 50)
        return false;
    if (self->kind == TY_VAR || self->kind == TY_ERROR || self->kind == TY_NEVER)
        return true;
    ImplDecl *impl = NULL;
    TypeVec none = {0}, impl_args = {0};
    ImplAnswer answer = impl_lookup(in->c, trait, &none, self, &impl, &impl_args, fresh_type, in);
    if (answer == IMPL_NONE)
        return false;
    return !impl || answer == IMPL_UNKNOWN || impl_bounds_hold(in, impl, &impl_args, depth);
}

static bool impl_bounds_hold(Infer *in, ImplDecl *impl, const TypeVec *impl_args, int depth)
{
    for (size_t i = 0; i < impl->params.count && i < impl_args->count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++)
            if (!has_impl_at(in, impl_args->items[i], bounds->items[b].trait, depth + 1))
                return false;
    }
    return true;
}

bool has_impl(Infer *in, Type *self, TraitDecl *trait)
{
    return has_impl_at(in, self, trait, 0);
}

/* ---- Making obligations ---- */

static bool try_solve(Infer *in, Obligation *ob);

Obligation *obligation_new(Infer *in, ObligationKind kind, Type *self, Span span)
{
    Obligation *ob = ARENA_NEW(in->arena, Obligation);
    ob->kind = kind;
    ob->self = self;
    ob->span = span;
    ob->state = in->state;
    return ob;
}

void require_message_type(Infer *in, Type *message, Name actor, Span span)
{
    Obligation *ob = obligation_new(in, OB_MESSAGE, message, span);
    ob->name.name = actor;
    try_or_defer(in, ob);
}

bool try_or_defer(Infer *in, Obligation *ob)
{
    if (try_solve(in, ob))
        return true;
    defer(in, ob);
    return false;
}

void require_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span, bool is_static)
{
    if (!trait)
        return;
    Obligation *ob = obligation_new(in, OB_TRAIT, self, span);
    ob->trait = trait;
    for (size_t i = 0; args && i < args->count; i++)
        vec_push(in->arena, &ob->args, args->items[i]);
    ob->is_static = is_static;
    try_or_defer(in, ob);
}

static bool has_assoc(Type *type)
{
    type = type_resolve(type);
    if (type->kind == TY_ASSOC)
        return true;
    for (size_t i = 0; i < type->args.count; i++)
        if (has_assoc(type->args.items[i]))
            return true;
    return type->kind == TY_FUN && has_assoc(type->result);
}

Type *open_assoc(Infer *in, Type *type, Span span)
{
    type = type_resolve(type);
    if (!has_assoc(type))
        return type;
    TypeVec args = {0};
    for (size_t i = 0; i < type->args.count; i++)
        vec_push(in->arena, &args, open_assoc(in, type->args.items[i], span));
    if (type->kind != TY_ASSOC) {
        Type *copy = ARENA_NEW(in->arena, Type);
        *copy = *type;
        copy->args = args;
        if (type->kind == TY_FUN)
            copy->result = open_assoc(in, type->result, span);
        return copy;
    }
    Type *self = type_resolve(args.items[0]);
    if (self->kind == TY_PARAM && is_arithmetic(type->trait))
        return self;
    if (self->kind == TY_PARAM || self->kind == TY_ASSOC) {
        Type *copy = ARENA_NEW(in->arena, Type);
        *copy = *type;
        copy->args = args;
        return copy;
    }
    Obligation *ob = obligation_new(in, OB_ASSOC, self, span);
    ob->trait = type->trait;
    ob->name.name = type->name;
    ob->result = var_type(in);
    try_or_defer(in, ob);
    return ob->result;
}

/* ---- Replacing a deferred node ---- */

/* The finished expression goes inside, so that what points at it stays valid. */
static void fill(Infer *in, TExpr *into, TExpr *value)
{
    TExprVec items = {0};
    vec_push(in->arena, &items, value);
    into->kind = TX_BLOCK;
    into->items = items;
    into->type = value->type;
}

static void fill_method(TExpr *into, TraitMethod *method, const TypeVec *type_args, Type *type)
{
    into->kind = TX_METHOD;
    into->method = method;
    into->type_args = *type_args;
    into->type = type;
}

static void fill_unary_method(Infer *in, TExpr *into, TraitMethod *method, Type *self, Type *type)
{
    TypeVec args = {0};
    vec_push(in->arena, &args, self);
    fill_method(into, method, &args, type);
}

/* ---- Traits ---- */

/* A struct or sum type of the program, not of the library. */
static bool is_own_type(const Type *type)
{
    return type->kind == TY_CON && (type->decl->kind == DECL_STRUCT || type->decl->kind == DECL_SUM) &&
           !type->decl->module->is_std;
}

static bool can_derive(const Type *type, const TraitDecl *trait)
{
    static const char *const DERIVABLE[] = {"Eq", "Ord", "Display", "Debug", "Hash"};
    for (size_t i = 0; is_own_type(type) && i < sizeof DERIVABLE / sizeof *DERIVABLE; i++)
        if (strcmp(trait->name, DERIVABLE[i]) == 0)
            return true;
    return false;
}

/* The operator of a trait of the library that has one. */
static const char *operator_sign(const TraitDecl *trait)
{
    static const char *const SIGNS[][2] = {{"Add", "+"}, {"Sub", "-"}, {"Mul", "*"},
                                           {"Div", "/"}, {"Mod", "%"}, {"Neg", "-"}};
    for (size_t i = 0; i < sizeof SIGNS / sizeof *SIGNS; i++)
        if (is_arithmetic(trait) && strcmp(trait->name, SIGNS[i][0]) == 0)
            return SIGNS[i][1];
    return NULL;
}

static void report_no_trait(Infer *in, Type *self, TraitDecl *trait, const TypeVec *args, Span span)
{
    TextBuffer name;
    text_buffer_init(&name, in->arena);
    text_addf(&name, "%s", trait->name);
    for (size_t i = 0; i < args->count; i++)
        text_addf(&name, "%s%s%s", i ? ", " : "<", text_of_type(in, args->items[i]),
                  i + 1 == args->count ? ">" : "");
    const char *text = text_done(&name).bytes, *type = text_of_type(in, self);
    Diag *diag = diag_add(in->c->diags, DIAG_NO_TRAIT, span, "%s does not implement %s", type, text);
    Type *resolved = type_resolve(self);
    const char *sign = operator_sign(trait);
    if (sign && type_is_decl(resolved, in->c->program->types.unit))
        diag_label(in->c->diags, diag, span, "this is `()`, which has no `%s`", sign);
    else
        diag_label(in->c->diags, diag, span, "this needs %s", text);
    if (resolved->kind == TY_PARAM)
        diag_hint(in->c->diags, diag, "add the bound `where %s: %s`", type, text);
    else if (resolved->kind == TY_FUN)
        diag_hint(in->c->diags, diag, "functions have no %s", text);
    else if (strcmp(trait->name, "Add") == 0 &&
             type_is_decl(resolved, in->c->program->types.list))
        diag_hint(in->c->diags, diag, "lists are joined with `<>`");
    else if (is_arithmetic(trait) && (type_is_decl(resolved, in->c->program->types.option) ||
                                      type_is_decl(resolved, in->c->program->types.result)))
        diag_hint(in->c->diags, diag, "take the value out with `case` or `?`");
    else if (strcmp(trait->name, "ToJson") == 0 && is_own_type(resolved))
        diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
    else if (can_derive(resolved, trait))
        diag_hint(in->c->diags, diag, "add `%s` to the `deriving(...)` of the type, or `impl %s for %s`", text, text,
                  type);
    else if (strcmp(trait->name, "Add") == 0 && type_is_decl(self, in->c->program->types.string))
        diag_hint(in->c->diags, diag, "text is joined with `<>`, and any value is put into it by interpolation: "
                  "`\"#{...}\"`");
    else if (type_is_decl(self, in->c->program->types.unit))
        diag_hint(in->c->diags, diag, "`()` is what a function gives that has nothing to give, such as `println`");
    else
        diag_hint(in->c->diags, diag, "add `impl %s for %s`", text, type);
}

static void use_impl(Infer *in, Obligation *ob, ImplDecl *impl, const TypeVec *impl_args)
{
    Type *target = type_substitute(in->arena, impl->target, &impl->params, impl_args);
    unify_types(target, ob->self);
    for (size_t i = 0; i < impl->trait_args.count && i < ob->args.count; i++) {
        Type *arg = type_substitute(in->arena, impl->trait_args.items[i], &impl->params, impl_args);
        unify_or_report(in, arg, ob->args.items[i], ob->span, NULL);
    }
    for (size_t i = 0; i < impl->params.count && i < impl_args->count; i++) {
        const TraitBoundVec *bounds = &impl->params.items[i]->bounds;
        for (size_t b = 0; b < bounds->count; b++) {
            TypeVec args = {0};
            for (size_t k = 0; k < bounds->items[b].args.count; k++)
                vec_push(in->arena, &args,
                         type_substitute(in->arena, bounds->items[b].args.items[k], &impl->params, impl_args));
            require_trait(in, impl_args->items[i], bounds->items[b].trait, &args, ob->span, false);
        }
    }
}

static void use_param_bound(Infer *in, Obligation *ob, TypeParam *param)
{
    TraitBound *only = NULL;
    size_t count = 0;
    for (size_t i = 0; i < param->bounds.count; i++) {
        if (param->bounds.items[i].trait == ob->trait) {
            only = &param->bounds.items[i];
            count++;
        }
    }
    if (count != 1)
        return;
    for (size_t i = 0; i < only->args.count && i < ob->args.count; i++)
        unify_or_report(in, only->args.items[i], ob->args.items[i], ob->span, NULL);
}

static bool solve_trait(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind == TY_NEVER || type_has_error(self))
        return true;
    ImplDecl *impl = NULL;
    TypeVec impl_args = {0};
    switch (impl_lookup(in->c, ob->trait, &ob->args, self, &impl, &impl_args, fresh_type, in)) {
    case IMPL_UNKNOWN:
        return false;
    case IMPL_NONE:
        for (size_t i = 0; i < ob->args.count; i++)
            if (type_has_error(ob->args.items[i]))
                return true;
        if (self->kind == TY_PARAM && ob->state && ob->state->job->trait == ob->trait &&
            ob->state->job->trait->self == self->param)
            return true;
        report_no_trait(in, self, ob->trait, &ob->args, ob->span);
        return true;
    case IMPL_FOUND:
        if (impl)
            use_impl(in, ob, impl, &impl_args);
        else if (self->kind == TY_PARAM)
            use_param_bound(in, ob, self->param);
        return true;
    }
    return true;
}

static bool solve_assoc(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind == TY_NEVER || type_has_error(self)) {
        unify_types(ob->result, in->error);
        return true;
    }
    if (self->kind == TY_PARAM || self->kind == TY_ASSOC) {
        Type *assoc = ARENA_NEW(in->arena, Type);
        assoc->kind = TY_ASSOC;
        assoc->trait = ob->trait;
        assoc->name = ob->name.name;
        vec_push(in->arena, &assoc->args, self);
        unify_or_report(in, is_arithmetic(ob->trait) ? self : assoc, ob->result, ob->span, NULL);
        return true;
    }
    ImplDecl *impl = NULL;
    TypeVec impl_args = {0};
    switch (impl_lookup(in->c, ob->trait, &ob->args, self, &impl, &impl_args, fresh_type, in)) {
    case IMPL_UNKNOWN:
        return false;
    case IMPL_NONE:
        report_no_trait(in, self, ob->trait, &ob->args, ob->span);
        unify_types(ob->result, in->error);
        return true;
    case IMPL_FOUND:
        break;
    }
    for (size_t i = 0; impl && i < impl->assoc_names.count; i++) {
        if (impl->assoc_names.items[i] != ob->name.name)
            continue;
        Type *target = type_substitute(in->arena, impl->target, &impl->params, &impl_args);
        unify_types(target, self);
        Type *bound = type_substitute(in->arena, impl->assoc_types.items[i], &impl->params, &impl_args);
        unify_or_report(in, open_assoc(in, bound, ob->span), ob->result, ob->span, NULL);
        return true;
    }
    unify_types(ob->result, in->error);
    return true;
}

/* ---- Values as text and as Json ---- */

static bool solve_show(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    TExpr *x = ob->expr;
    if (type_is_decl(self, in->c->program->types.string) || self->kind == TY_NEVER || type_has_error(self)) {
        Type *type = x->items.items[0]->type;
        fill(in, x, x->items.items[0]);
        x->type = type_has_error(type) ? in->error : type;
        return true;
    }
    TraitDecl *display = std_trait(in, "Display"), *debug = std_trait(in, "Debug");
    if (has_impl(in, self, display)) {
        fill_unary_method(in, x, trait_method(in, display, "to_string"), self, in->string);
        require_trait(in, self, display, NULL, ob->span, false);
    } else if (has_impl(in, self, debug)) {
        fill_unary_method(in, x, trait_method(in, debug, "inspect"), self, in->string);
        require_trait(in, self, debug, NULL, ob->span, false);
    } else {
        TypeVec none = {0};
        report_no_trait(in, self, display, &none, ob->span);
        fill(in, x, tx_error(in, ob->span));
    }
    return true;
}

TExpr *show_value(Infer *in, TExpr *value)
{
    TExpr *x = tx_new(in, TX_BLOCK, in->string, value->span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_SHOW, value->type, value->span);
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}

static bool solve_json(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    TExpr *x = ob->expr;
    BuiltinTypes *types = &in->c->program->types;
    if (type_is_decl(self, types->json) || self->kind == TY_NEVER || type_has_error(self)) {
        fill(in, x, x->items.items[0]);
        return true;
    }
    TraitDecl *to_json = std_trait(in, "ToJson");
    if (!has_impl(in, self, to_json)) {
        Diag *diag = diag_add(in->c->diags, DIAG_NOT_JSON, ob->span, "field `%s` of type `%s` is not JSON-serializable",
                              ob->name.name, text_of_type(in, self));
        if (is_own_type(self))
            diag_hint(in->c->diags, diag, "add `deriving(Json)` to the type");
        fill(in, x, tx_error(in, ob->span));
        return true;
    }
    fill_unary_method(in, x, trait_method(in, to_json, "to_json"), self, con_type(in, types->json, NULL, NULL));
    require_trait(in, self, to_json, NULL, ob->span, false);
    return true;
}

TExpr *json_value(Infer *in, TExpr *value, Name field)
{
    TExpr *x = tx_new(in, TX_BLOCK, con_type(in, in->c->program->types.json, NULL, NULL), value->span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_JSON, value->type, value->span);
    ob->expr = x;
    ob->name.name = field;
    try_or_defer(in, ob);
    return x;
}

/* ---- Concatenation ---- */

static void add_piece(Infer *in, TExprVec *items, TExpr *piece)
{
    if (piece->kind != TX_CONCAT) {
        vec_push(in->arena, items, piece);
        return;
    }
    for (size_t i = 0; i < piece->items.count; i++)
        vec_push(in->arena, items, piece->items.items[i]);
}

static bool solve_concat(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    TExpr *x = ob->expr;
    if (self->kind == TY_VAR)
        return false;
    if (type_has_error(self)) {
        x->type = in->error;
        return true;
    }
    BuiltinTypes *types = &in->c->program->types;
    if (self->kind == TY_CON && self->decl == types->string) {
        TExpr *left = x->items.items[0], *right = x->items.items[1];
        x->kind = TX_CONCAT;
        /* A chain of joins becomes one: the left side's pieces are taken over. */
        if (left->kind == TX_CONCAT) {
            x->items = left->items;
            left->items = (TExprVec){0};
        } else {
            x->items = (TExprVec){0};
            vec_push(in->arena, &x->items, left);
        }
        add_piece(in, &x->items, right);
        return true;
    }
    if (self->kind == TY_CON && self->decl == types->list) {
        fill(in, x, tx_std_call(in, "List", "concat", x->items.items, 2, ob->span));
        return true;
    }
    TraitDecl *trait = std_trait(in, "Concat");
    if (trait && has_impl(in, self, trait)) {
        fill_unary_method(in, x, trait->methods.items[0], self, self);
        return true;
    }
    Diag *diag = diag_add(in->c->diags, DIAG_NO_TRAIT, ob->span, "%s does not implement Concat",
                          text_of_type(in, self));
    diag_hint(in->c->diags, diag, "`<>` joins strings and lists; interpolate other values: `\"#{...}\"`");
    fill(in, x, tx_error(in, ob->span));
    return true;
}

TExpr *concat_values(Infer *in, TExpr *left, TExpr *right, Span span)
{
    TExpr *x = tx_new(in, TX_BLOCK, left->type, span);
    vec_push(in->arena, &x->items, left);
    vec_push(in->arena, &x->items, right);
    Obligation *ob = obligation_new(in, OB_CONCAT, left->type, span);
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}

/* ---- Conversion of errors by From ---- */

static bool same_head(Type *a, Type *b)
{
    return a->kind == b->kind && a->kind != TY_VAR && (a->kind != TY_CON || a->decl == b->decl) &&
           (a->kind != TY_PARAM || a->param == b->param);
}

static bool solve_convert(Infer *in, Obligation *ob)
{
    Type *from = type_resolve(ob->self), *to = type_resolve(ob->result);
    TExpr *x = ob->expr;
    if (from == to || type_has_error(from) || type_has_error(to) || same_head(from, to)) {
        unify_or_report(in, to, from, ob->span, NULL);
        fill(in, x, x->items.items[0]);
        return true;
    }
    if (from->kind == TY_VAR || to->kind == TY_VAR)
        return false;
    TraitDecl *trait = std_trait(in, "From");
    TypeVec args = {0}, type_args = {0};
    vec_push(in->arena, &args, from);
    vec_push(in->arena, &type_args, to);
    vec_push(in->arena, &type_args, from);
    fill_method(x, trait_method(in, trait, "from"), &type_args, to);
    require_trait(in, to, trait, &args, ob->span, false);
    return true;
}

TExpr *convert_value(Infer *in, TExpr *value, Type *target, Span span)
{
    TExpr *x = tx_new(in, TX_BLOCK, target, span);
    vec_push(in->arena, &x->items, value);
    Obligation *ob = obligation_new(in, OB_CONVERT, value->type, span);
    ob->result = target;
    ob->expr = x;
    try_or_defer(in, ob);
    return x;
}

/* ---- Members of an open receiver ---- */

static bool solve_method(Infer *in, Obligation *ob)
{
    if (type_resolve(ob->self)->kind == TY_VAR)
        return false;
    TExpr *call = method_call(in, ob->expr->items.items[0], ob->name, &ob->call_args, ob->span);
    call = coerce(in, call, ob->result, NULL);
    fill(in, ob->expr, call);
    return true;
}

static bool solve_field(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    uint32_t index;
    Type *type;
    if (!field_of(in, self, ob->name.name, &index, &type)) {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_FIELD, ob->name.span, "type %s has no field %s", text_of_type(in, self),
                     ob->name.name);
        unify_types(ob->result, in->error);
        return true;
    }
    ob->expr->kind = TX_FIELD;
    ob->expr->field_index = index;
    unify_or_report(in, type, ob->result, ob->span, NULL);
    return true;
}

static bool solve_update(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    for (size_t i = 0; i < ob->call_args.count; i++) {
        Ident name = ob->ast->fields.items[i].name;
        uint32_t index;
        Type *type;
        if (!field_of(in, self, name.name, &index, &type)) {
            if (!type_has_error(self))
                report_unknown_field(in, self, name);
            ob->expr->type = in->error;
            continue;
        }
        vec_push(in->arena, &ob->expr->field_indices, index);
        vec_push(in->arena, &ob->expr->items, coerce(in, ob->call_args.items[i].value, type, NULL));
    }
    return true;
}

static bool solve_tuple(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    if (self->kind == TY_VAR)
        return false;
    if (self->kind != TY_TUPLE || (size_t)ob->expr->int_value >= self->args.count) {
        if (!type_has_error(self))
            diag_add(in->c->diags, DIAG_MISMATCH, ob->span, "expected a tuple with an element %lld, found %s",
                     (long long)ob->expr->int_value, text_of_type(in, self));
        unify_types(ob->result, in->error);
        return true;
    }
    ob->expr->field_index = (uint32_t)ob->expr->int_value;
    unify_or_report(in, self->args.items[ob->expr->int_value], ob->result, ob->span, NULL);
    return true;
}

static bool solve_kind(Infer *in, Obligation *ob)
{
    switch (ob->kind) {
    case OB_TRAIT:
        return solve_trait(in, ob);
    case OB_ASSOC:
        return solve_assoc(in, ob);
    case OB_METHOD:
        return solve_method(in, ob);
    case OB_FIELD:
        return solve_field(in, ob);
    case OB_UPDATE:
        return solve_update(in, ob);
    case OB_SHOW:
        return solve_show(in, ob);
    case OB_CONCAT:
        return solve_concat(in, ob);
    case OB_INDEX:
        return solve_index(in, ob);
    case OB_JSON:
        return solve_json(in, ob);
    case OB_CONVERT:
        return solve_convert(in, ob);
    case OB_TUPLE:
        return solve_tuple(in, ob);
    case OB_LOOP:
        return solve_loop(in, ob);
    case OB_MESSAGE:
        return type_resolve(ob->self)->kind != TY_VAR;
    }
    return true;
}

/* Names and new locals belong to the function the obligation stands in. */
static bool try_solve(Infer *in, Obligation *ob)
{
    JobState *saved = in->state;
    if (ob->state)
        in->state = ob->state;
    bool solved = solve_kind(in, ob);
    in->state = saved;
    return solved;
}

void solve_recent(Infer *in, size_t mark)
{
    Component *component = in->component;
    if (component->obligations.count <= mark)
        return;
    VEC(Obligation *) recent = {0};
    for (size_t i = mark; i < component->obligations.count; i++)
        vec_push(in->arena, &recent, component->obligations.items[i]);
    component->obligations.count = mark;
    for (size_t i = 0; i < recent.count; i++)
        if (!try_solve(in, recent.items[i]))
            vec_push(in->arena, &component->obligations, recent.items[i]);
}

void solve_obligations(Infer *in)
{
    Component *component = in->component;
    for (bool progress = true; progress;) {
        progress = false;
        ObligationVec list = component->obligations;
        component->obligations = (ObligationVec){0};
        for (size_t i = 0; i < list.count; i++) {
            if (try_solve(in, list.items[i]))
                progress = true;
            else
                vec_push(in->arena, &component->obligations, list.items[i]);
        }
    }
}

/* ---- The end of a component ---- */

static bool belongs_here(const Component *component, Type *type)
{
    type = type_resolve(type);
    return type->kind != TY_VAR || type->level >= component->level || !component->outer;
}

static void need_annotation(Infer *in, const Obligation *ob, const char *what)
{
    Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, ob->span, "annotation needed: %s", what);
    diag_hint(in->c->diags, diag, "say the type of the parameter or of the value: `name :: Type`");
}

/* From<A> for an open target: the one impl there is. */
static Type *only_target(Infer *in, const Obligation *ob)
{
    ImplDeclVec *impls = map_get(&in->c->program->impls_by_trait, ob->trait);
    Type *only = NULL;
    for (size_t i = 0; impls && i < impls->count; i++) {
        ImplDecl *impl = impls->items[i];
        if (impl->trait_args.count == 0 || impl->params.count > 0 || ob->args.count == 0 ||
            !type_equal(impl->trait_args.items[0], ob->args.items[0]))
            continue;
        if (only)
            return NULL;
        only = impl->target;
    }
    return only;
}

static void open_vars(Infer *in, Component *component, TypeVec *vars);
static bool has_var(const TypeVec *vars, const Type *var);

/* The callers of a function that is generic in the message decide it. */
static bool give_up_message(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    TypeVec vars = {0};
    open_vars(in, in->component, &vars);
    if (has_var(&vars, self))
        return true;
    /* Nobody can send to it. */
    if (!self->is_untyped)
        return true;
    Diag *diag = diag_add(in->c->diags, DIAG_ANNOTATION_NEEDED, ob->span,
                          "annotation needed: nothing determines the messages of `%s`", ob->name.name);
    diag_hint(in->c->diags, diag, "name their type where the actor is started: `let pid :: Pid<Type> = spawn(%s)`",
              ob->name.name);
    poison_type(in, self);
    return true;
}

/* What is decided although the type stayed open. True: something changed. */
static bool apply_default(Infer *in, Obligation *ob)
{
    Type *self = type_resolve(ob->self);
    bool open = self->kind == TY_VAR;
    switch (ob->kind) {
    case OB_ASSOC:
        if (!open || !is_arithmetic(ob->trait))
            return false;
        unify_or_report(in, self, ob->result, ob->span, NULL);
        return true;
    case OB_CONVERT:
        unify_or_report(in, ob->result, self, ob->span, NULL);
        fill(in, ob->expr, ob->expr->items.items[0]);
        return true;
    case OB_CONCAT: {
        TraitDecl *trait = std_trait(in, "Concat");
        if (!trait) {
            unify_types(self, in->string);
            return !solve_concat(in, ob) ? false : true;
        }
        fill_unary_method(in, ob->expr, trait->methods.items[0], self, self);
        require_trait(in, self, trait, NULL, ob->span, false);
        return true;
    }
    case OB_SHOW: {
        TraitDecl *display = std_trait(in, "Display");
        fill_unary_method(in, ob->expr, trait_method(in, display, "to_string"), self, in->string);
        require_trait(in, self, display, NULL, ob->span, false);
        return true;
    }
    case OB_JSON: {
        TraitDecl *trait = std_trait(in, "ToJson");
        fill_unary_method(in, ob->expr, trait_method(in, trait, "to_json"), self, ob->expr->type);
        require_trait(in, self, trait, NULL, ob->span, false);
        return true;
    }
    case OB_TRAIT: {
        if (!open || strcmp(ob->trait->name, "From") != 0)
            return false;
        Type *target = only_target(in, ob);
        if (!target)
            return false;
        unify_types(self, target);
        return solve_trait(in, ob);
    }
    case OB_MESSAGE:
        return give_up_message(in, ob);
    case OB_METHOD:
    case OB_FIELD:
    case OB_UPDATE:
    case OB_INDEX:
    case OB_TUPLE:
        return false;
    case OB_LOOP:
        if (open)
            default_loop(in, ob);
        return open;
    }
    return false;
}

static bool apply_one_default(Infer *in, Component *component)
{
    for (size_t i = 0; i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        if (!belongs_here(component, ob->self))
            continue;
        for (size_t k = i; k + 1 < component->obligations.count; k++)
            component->obligations.items[k] = component->obligations.items[k + 1];
        component->obligations.count--;
        if (apply_default(in, ob))
            return true;
        /* Back to its place. */
        vec_push(in->arena, &component->obligations, ob);
        for (size_t k = component->obligations.count - 1; k > i; k--)
            component->obligations.items[k] = component->obligations.items[k - 1];
        component->obligations.items[i] = ob;
    }
    return false;
}

static bool has_var(const TypeVec *vars, const Type *var)
{
    for (size_t i = 0; i < vars->count; i++)
        if (vars->items[i] == var)
            return true;
    return false;
}

/* A trait that nothing can decide any more. True: the obligation is gone. */
static bool give_up_trait(Infer *in, Obligation *ob, const TypeVec *vars)
{
    Type *self = type_resolve(ob->self);
    if (self->kind != TY_VAR) {
        need_annotation(in, ob, "the types involved are not determined");
        return true;
    }
    if (has_var(vars, self))
        return false;
    if (ob->is_static || !has_impl(in, in->unit, ob->trait)) {
        need_annotation(in, ob, "nothing determines the type of this value");
        unify_types(self, in->error);
        return true;
    }
    unify_types(self, in->unit);
    return true;
}

static void give_up(Infer *in, Obligation *ob)
{
    switch (ob->kind) {
    case OB_METHOD:
        need_annotation(in, ob, arena_printf(in->arena, "the type of the receiver of `%s` is not known here",
                                             ob->name.name));
        break;
    case OB_FIELD:
    case OB_UPDATE:
        need_annotation(in, ob, "the type of this struct is not known here");
        break;
    case OB_TRAIT:
    case OB_ASSOC:
    case OB_SHOW:
    case OB_CONCAT:
    case OB_INDEX:
    case OB_JSON:
    case OB_CONVERT:
    case OB_TUPLE:
    case OB_LOOP:
    case OB_MESSAGE:
        need_annotation(in, ob, "the type of this value is not known here");
        break;
    }
    unify_types(ob->self, in->error);
    if (ob->result)
        unify_types(ob->result, in->error);
}

static void open_vars(Infer *in, Component *component, TypeVec *vars)
{
    vars->count = 0;
    for (size_t i = 0; i < component->members.count && !component->monomorphic; i++) {
        FnSymbol *fn = component->members.items[i]->fn;
        if (fn && fn->type)
            type_free_vars(in->arena, fn->type, component->level - 1, vars);
    }
}

static bool sink_vars(Infer *in, Type *type, int level)
{
    TypeVec vars = {0};
    type_free_vars(in->arena, type, level, &vars);
    for (size_t i = 0; i < vars.count; i++)
        vars.items[i]->level = level;
    return vars.count > 0;
}

/* Members of an open receiver need one type, so it is not generalised. */
static bool needs_one_type(ObligationKind kind)
{
    return kind == OB_METHOD || kind == OB_FIELD || kind == OB_UPDATE || kind == OB_INDEX || kind == OB_TUPLE;
}

/* What a variable of the function around determines is not this function's to generalise. What a local function
 * asks of the members of a value is left to the function around, which may know its type by a later use. */
static void sink_dependents(Infer *in, Component *component)
{
    bool changed = component->outer != NULL;
    for (size_t i = 0; changed && i < component->obligations.count; i++) {
        Obligation *ob = component->obligations.items[i];
        if (needs_one_type(ob->kind) && type_resolve(ob->self)->kind == TY_VAR)
            sink_vars(in, ob->self, component->level - 1);
    }
    while (changed) {
        changed = false;
        for (size_t i = 0; i < component->obligations.count; i++) {
            Obligation *ob = component->obligations.items[i];
            if (belongs_here(component, ob->self))
                continue;
            changed |= ob->result && sink_vars(in, ob->result, component->level - 1);
            for (size_t k = 0; k < ob->args.count; k++)
                changed |= sink_vars(in, ob->args.items[k], component->level - 1);
            for (size_t k = 0; k < ob->call_args.count; k++)
                changed |= ob->call_args.items[k].value &&
                           sink_vars(in, ob->call_args.items[k].value->type, component->level - 1);
            for (size_t k = 0; ob->expr && k < ob->expr->items.count; k++)
                changed |= sink_vars(in, ob->expr->items.items[k]->type, component->level - 1);
        }
    }
}

/* One round over what is stuck. True: something was decided, which may have made new obligations. */
static bool give_up_round(Infer *in, Component *component, TypeVec *vars)
{
    sink_dependents(in, component);
    open_vars(in, component, vars);
    bool changed = false;
    ObligationVec list = component->obligations;
    component->obligations = (ObligationVec){0};
    for (size_t i = 0; i < list.count; i++) {
        Obligation *ob = list.items[i];
        bool gone = false;
        if (belongs_here(component, ob->self)) {
            /* Giving up on an earlier one may have decided this one. */
            gone = try_solve(in, ob);
            if (!gone && ob->kind == OB_TRAIT) {
                gone = give_up_trait(in, ob, vars);
            } else if (!gone) {
                give_up(in, ob);
                gone = true;
            }
        }
        changed |= gone;
        if (!gone)
            vec_push(in->arena, &component->obligations, ob);
    }
    return changed;
}

void settle_obligations(Infer *in, Component *component, TypeVec *vars)
{
    do {
        do {
            solve_obligations(in);
        } while (apply_one_default(in, component));
    } while (give_up_round(in, component, vars));
    open_vars(in, component, vars);
}
