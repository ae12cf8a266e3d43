/* The bodies of std/process.mpl and std/job.mpl. */
#include "actor/actor.h"
#include "actor/job.h"
#include "actor/link.h"

#include "std/language.h"
#include "std_externs.h"

#include "base/memory.h"
#include "base/panic.h"
#include "value/list.h"
#include "value/string.h"

#include <string.h>

MeshString *mesh_pid_to_string(MeshContext *cx, MeshWord pid)
{
    if (pid == PID_NONE)
        return string_from_text(cx, "<none>");
    return string_printf(cx, "<0.%llu>", (unsigned long long)pid);
}

MeshWord mesh_pid_none(MeshContext *cx)
{
    (void)cx;
    return PID_NONE;
}

void mesh_process_unlink(MeshContext *cx, MeshWord pid)
{
    actor_unlink(cx, pid);
}

int64_t mesh_process_monitor(MeshContext *cx, MeshWord pid)
{
    return actor_monitor(cx, pid);
}

int64_t mesh_process_demonitor(MeshContext *cx, int64_t ref)
{
    return actor_demonitor(cx, ref) ? 0 : 1;
}

void mesh_process_exit(MeshContext *cx, MeshWord pid, MeshString *reason)
{
    actor_send_exit(cx, pid, reason);
}

void mesh_process_trap_exit(MeshContext *cx, bool trap)
{
    Actor *self = actor_of(cx);
    /* What has arrived already is judged by what was asked for until now. */
    actor_safe_point(self);
    self->traps = trap;
}

bool mesh_process_alive(MeshContext *cx, MeshWord pid)
{
    return actor_find(program_of(cx), pid) != NULL;
}

/* Text that lives as long as its actor. */
typedef struct OwnName {
    Resource resource;
    char text[];
} OwnName;

static void release_name(Resource *resource, bool crashed)
{
    (void)crashed;
    memory_free(resource);
}

void mesh_process_mark_supervisor(MeshContext *cx, MeshString *name)
{
    static const ResourceClass class = {"name of a supervisor", release_name};
    OwnName *own = memory_new(sizeof *own + (size_t)name->length + 1);
    own->resource.class = &class;
    memcpy(own->text, name->bytes, (size_t)name->length);
    own->text[name->length] = '\0';
    resource_attach(cx, &own->resource);
    actor_of(cx)->supervisor = true;
    actor_of(cx)->name = own->text;
}

int64_t mesh_process_register(MeshContext *cx, MeshString *name, MeshWord pid)
{
    Program *program = program_of(cx);
    Actor *actor = actor_find(program, pid);
    if (!actor)
        return 1;
    NameOutcome outcome =
        registry_add(&program->names, name->bytes, (size_t)name->length, pid, &actor->names);
    if (outcome == NAME_NO_MEMORY)
        mesh_panic_c(cx, "out of memory");
    return outcome == NAME_ADDED ? 0 : 1;
}

MeshWord mesh_process_whereis(MeshContext *cx, MeshString *name)
{
    return registry_find(&program_of(cx)->names, name->bytes, (size_t)name->length);
}

static Names *names_of(void *program, MeshWord pid)
{
    Actor *actor = actor_find(program, pid);
    return actor ? &actor->names : NULL;
}

/* A list of one pid, or none. */
MeshList *mesh_process_lookup(MeshContext *cx, MeshString *name)
{
    MeshWord pid = mesh_process_whereis(cx, name);
    MeshList *list = list_empty();
    return pid == PID_NONE ? list : list_push(cx, MESH_KIND_WORD, list, pid);
}

/* Tells who waits in mesh_process_await_ready for the running process. */
void mesh_process_ready(MeshContext *cx)
{
    actor_ready(actor_of(cx));
}

bool mesh_process_await_ready(MeshContext *cx, MeshWord pid)
{
    return actor_await_ready(actor_of(cx), pid);
}

/* True when the process has ended within the time (negative: no limit); its Exit signal, if there
 * was to be one, is then removed too. */
bool mesh_process_wait_exit(MeshContext *cx, MeshWord pid, int64_t timeout_ms)
{
    return actor_wait_exit(cx, pid, timeout_ms);
}

int64_t mesh_process_unregister(MeshContext *cx, MeshString *name)
{
    Program *program = program_of(cx);
    return registry_remove(&program->names, name->bytes, (size_t)name->length, names_of, program)
               ? 0
               : 1;
}

/* ---- Jobs ---- */

MeshWord mesh_job_start(MeshContext *cx, const MeshTypeInfo *type, MeshClosure *closure)
{
    return job_start(cx, type, closure);
}

int64_t mesh_job_await(MeshContext *cx, MeshWord job, int64_t timeout_ms)
{
    return job_await(cx, job, timeout_ms);
}

void mesh_job_forget(MeshContext *cx, MeshWord job)
{
    job_forget(cx, job);
}

MeshWord mesh_job_result(MeshContext *cx, const MeshTypeInfo *type)
{
    (void)type;
    return mesh_service_call_result(cx);
}

MeshString *mesh_job_error(MeshContext *cx)
{
    return mesh_service_call_error(cx);
}
