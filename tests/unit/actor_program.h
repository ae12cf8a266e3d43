/* actor_program.h - what the compiler would provide to a program of actors whose code is plain C
 * functions. A test sets `scenario_main` before it runs the program. Included once in a
 * test. */
#ifndef TESTS_ACTOR_PROGRAM_H
#define TESTS_ACTOR_PROGRAM_H

#include "actor/actor.h"

typedef MeshWord (*Code)(MeshContext *cx, MeshClosure *self, MeshWord argument);

MeshWord mesh_apply0(MeshContext *cx, MeshClosure *closure);
MeshWord mesh_apply1(MeshContext *cx, MeshClosure *closure, MeshWord argument);
void mesh_program_main(MeshContext *cx);

MeshWord mesh_apply0(MeshContext *cx, MeshClosure *closure)
{
    return ((Code)closure->code)(cx, closure, 0);
}

MeshWord mesh_apply1(MeshContext *cx, MeshClosure *closure, MeshWord argument)
{
    return ((Code)closure->code)(cx, closure, argument);
}

const int64_t mesh_program_release = 0;

static void (*scenario_main)(MeshContext *cx);

void mesh_program_main(MeshContext *cx)
{
    scenario_main(cx);
}

static const MeshTypeInfo type_int = {
    .name = "Int", .kind = MESH_KIND_WORD, .known = MESH_TYPE_INT};

#define CODE(name) static MeshWord name(MeshContext *cx, MeshClosure *self, MeshWord argument)
#define UNUSED     ((void)cx, (void)self, (void)argument)

#endif
