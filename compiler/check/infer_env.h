/* infer_env.h - the names in sight of what is being inferred, and the locals behind them. */
#ifndef CHECK_INFER_ENV_H
#define CHECK_INFER_ENV_H

#include "check/infer_internal.h"

Local *local_new(Infer *in, Name name, Type *type, Span span); /* of the function being inferred */
Env *env_bind(Infer *in, Name name, Span span, Local *local);  /* in front of all others */
Env *env_find(Infer *in, Name name); /* the innermost binding, which is used now; NULL: none */
Env *env_peek(Infer *in, Name name); /* does not count as a use */

#endif
