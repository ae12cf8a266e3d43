/* job.h - a computation in a process of its own, whose result can be asked for.
 *
 * A job that has finished keeps its result, without a stack, until the process that started it ends
 * or somebody says that it will not be asked for. A job whose owner ends abnormally is killed. */
#ifndef RT_ACTOR_JOB_H
#define RT_ACTOR_JOB_H

#include "abi/mesh_abi.h"

/* Runs a copy of the closure (borrowed), whose result is a `type`. */
MeshWord job_start(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *closure);

/* 0: the result is ready for mesh_service_call_result; 1: mesh_service_call_error says why not
 * (`timeout`, or the job's exit reason). Negative ms: no limit. */
int64_t job_await(MeshContext *cx, MeshWord job, int64_t timeout_ms);

/* Nobody will ask for the result: the job ends once it has finished. */
void job_forget(MeshContext *cx, MeshWord job);

#endif
