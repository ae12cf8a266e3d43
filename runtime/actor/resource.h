/* resource.h - what an actor holds outside its heap.
 *
 * A socket, a database connection, a place in a queue: whatever must be given back when the actor
 * ends, in whatever way, is on its list before the program can see a handle to it. Ending an actor
 * releases its resources, the last attached first, on the worker's thread. Only the actor itself
 * touches its list. */
#ifndef RT_ACTOR_RESOURCE_H
#define RT_ACTOR_RESOURCE_H

#include "abi/mesh_abi.h"

typedef struct Resource Resource;

typedef struct ResourceClass {
    const char *name;
    /* The actor has ended; `crashed` when not in an orderly way. Must not block. The resource is
     * off the list. */
    void (*release)(Resource *resource, bool crashed);
} ResourceClass;

/* Embedded in what it stands for. */
struct Resource {
    const ResourceClass *class;
    Resource *next, *prev;
};

/* resource->class is set by the caller. */
void resource_attach(MeshContext *cx, Resource *resource);
void resource_detach(MeshContext *cx, Resource *resource);

#endif
