/* registry.h - names of processes.
 *
 * One name, one process; a process may have many. Any thread. An entry goes away with its process,
 * before anybody is told of the end. */
#ifndef RT_ACTOR_REGISTRY_H
#define RT_ACTOR_REGISTRY_H

#include "abi/mesh_abi.h"

#include <pthread.h>
#include <stdatomic.h>

struct Actor;
typedef struct NameEntry NameEntry;

typedef struct Registry {
    pthread_mutex_t lock;
    NameEntry **buckets;
    size_t count, room;
} Registry;

/* Embedded in an actor. Written with the registry's lock held, except when it is closed. */
typedef struct Names {
    _Atomic(NameEntry *) first; /* a mark when the actor has ended: no more names */
} Names;

/* An empty registry. */
void registry_init(Registry *registry);

typedef enum NameOutcome {
    NAME_ADDED,
    NAME_REFUSED, /* it is taken, or the names are closed */
    NAME_NO_MEMORY
} NameOutcome;

/* Adds a name of `pid`, which is copied, to the names of one process too. */
NameOutcome registry_add(Registry *registry, const uint8_t *name, size_t length, MeshWord pid,
                         Names *names);

/* PID_NONE when unknown. */
MeshWord registry_find(Registry *registry, const uint8_t *name, size_t length);

/* `names_of` gives the Names of the process, or NULL when it has ended. */
bool registry_remove(Registry *registry, const uint8_t *name, size_t length,
                     Names *(*names_of)(void *, MeshWord), void *arg);

/* Removes all names and refuses new ones. */
void registry_close(Registry *registry, Names *names);

#endif
