/* infer_deps.h - which names a function uses, read off the syntax. */
#ifndef CHECK_INFER_DEPS_H
#define CHECK_INFER_DEPS_H

#include "check/infer_internal.h"

void find_dependencies(Infer *in, JobState *state); /* fills state->deps */

/* Used in the clauses, not bound there. */
void free_names(Infer *in, const FnDefVec *clauses, NameVec *names);
void pattern_names(Infer *in, const Pattern *pattern, NameVec *names); /* those a pattern binds */

#endif
