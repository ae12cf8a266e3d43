/* language.h - functions of the library that programs reach without an import, or that not every
 * version of std/ declares. Those that std/ declares too must agree with std_externs.h, or this
 * does not compile. */
#ifndef RT_STD_LANGUAGE_H
#define RT_STD_LANGUAGE_H

#include "abi/mesh_abi.h"

void mesh_print(MeshContext *cx, MeshString *text);   /* to standard output */
void mesh_println(MeshContext *cx, MeshString *text); /* with a newline behind it */

MeshString *mesh_pid_to_string(MeshContext *cx, MeshWord pid); /* as logs and messages show it */

/* Marks the running actor: when the program ends, supervisors that no supervisor started are
 * stopped first. */
void mesh_process_mark_supervisor(MeshContext *cx, MeshString *name);

/* A pid stands for the job; its result is a `type`. await: 0 = then mesh_job_result, 1 =
 * mesh_job_error. */
MeshWord mesh_job_start(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *closure);
int64_t mesh_job_await(MeshContext *cx, MeshWord job, int64_t timeout_ms);
MeshWord mesh_job_result(MeshContext *cx, const MeshTypeInfo *type);
MeshString *mesh_job_error(MeshContext *cx);

#endif
