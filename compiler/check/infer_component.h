/* infer_component.h - components: which functions are inferred together, in which order, and how
 * they become generic. */
#ifndef CHECK_INFER_COMPONENT_H
#define CHECK_INFER_COMPONENT_H

#include "check/infer_internal.h"

/* What is being inferred for a function or constant; NULL when it was known from the start. */
JobState *state_of(Infer *in, const void *symbol);
void ensure_inferred(Infer *in, JobState *state);
/* The component of a function that was not visited yet, after those it depends on. */
void visit_component(Infer *in, JobState *state);
/* Open types of the component's functions become type parameters. */
void generalise(Infer *in, Component *component);

#endif
