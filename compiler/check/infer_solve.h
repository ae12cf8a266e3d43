/* infer_solve.h - what solves an obligation, one function a kind. Each is true when it is solved,
 * and then the node that waited is filled; a type that is still open leaves it waiting. */
#ifndef CHECK_INFER_SOLVE_H
#define CHECK_INFER_SOLVE_H

#include "check/infer_internal.h"

/* ---- infer_trait.c ---- */

bool solve_trait(Infer *in, Obligation *ob);
bool solve_assoc(Infer *in, Obligation *ob);

/* ---- infer_text.c, infer_json.c, infer_convert.c ---- */

bool solve_show(Infer *in, Obligation *ob);
bool solve_concat(Infer *in, Obligation *ob);
bool solve_json(Infer *in, Obligation *ob);
bool solve_convert(Infer *in, Obligation *ob);

/* ---- infer_member.c, infer_index.c ---- */

bool solve_method(Infer *in, Obligation *ob);
bool solve_field(Infer *in, Obligation *ob);
bool solve_update(Infer *in, Obligation *ob);
bool solve_tuple(Infer *in, Obligation *ob);
bool solve_index(Infer *in, Obligation *ob);

/* ---- infer_for.c ---- */

bool solve_loop(Infer *in, Obligation *ob);
/* A loop over what stayed open goes over a list. */
void default_loop(Infer *in, Obligation *ob);

#endif
