/* Bodies of std/test.mpl. */
#include "actor/actor.h"

#include "std_externs.h"

#include "value/list.h"

typedef struct Others {
    MeshContext *cx;
    MeshList *pids;
    bool jobs;
} Others;

static void add_other(Actor *actor, void *arg)
{
    Others *others = arg;
    if (actor != actor_of(others->cx) && (others->jobs || actor->kind != ACTOR_JOB))
        others->pids = list_push(others->cx, MESH_KIND_WORD, others->pids, actor->pid);
}

/* The caller runs a test. */
void mesh_test_body(MeshContext *cx)
{
    actor_of(cx)->test_body = true;
}

/* The caller's crash is no news: it is not reported. */
void mesh_test_expect_crash(MeshContext *cx, bool in_body_only)
{
    Actor *self = actor_of(cx);
    if (!in_body_only || self->test_body)
        self->quiet = true;
}

/* Every process but the caller; with or without jobs, which outlive their work. */
MeshList *mesh_test_others(MeshContext *cx, bool jobs)
{
    Others others = {cx, list_empty(), jobs};
    pid_table_each(&program_of(cx)->pids, add_other, &others);
    return others.pids;
}
