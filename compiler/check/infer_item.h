/* infer_item.h - items that are more than a function: actors, services, supervisors and tests. */
#ifndef CHECK_INFER_ITEM_H
#define CHECK_INFER_ITEM_H

#include "check/infer_internal.h"

void infer_actor(Infer *in, JobState *state); /* its body, a function that may receive */

/* Types of its operations, as far as they are written. */
void prepare_service(Infer *in, JobState *state);
void infer_service(Infer *in, JobState *state); /* its handlers, and the functions that call them */
/* What a service is started with must be known from the service alone. */
void check_service_start(Infer *in, JobState *state);
void infer_supervisor(Infer *in, JobState *state);
void infer_test(Infer *in, JobState *state);

#endif
