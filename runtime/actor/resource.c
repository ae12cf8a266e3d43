#include "actor/resource.h"

#include "actor/actor.h"

void resource_attach(MeshContext *cx, Resource *resource)
{
    Actor *self = actor_of(cx);
    resource->prev = NULL;
    resource->next = self->resources;
    if (resource->next)
        resource->next->prev = resource;
    self->resources = resource;
}

void resource_detach(MeshContext *cx, Resource *resource)
{
    if (resource->next)
        resource->next->prev = resource->prev;
    if (resource->prev)
        resource->prev->next = resource->next;
    else
        actor_of(cx)->resources = resource->next;
    resource->next = resource->prev = NULL;
}

void resources_release(Actor *self, bool crashed)
{
    while (self->resources) {
        Resource *resource = self->resources;
        resource_detach(actor_cx(self), resource);
        resource->class->release(resource, crashed);
    }
}
