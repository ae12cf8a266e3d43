#include "value/handle.h"

enum { HANDLE_WORDS = sizeof(Handle) / sizeof(MeshWord) };

MeshWord handle_new(MeshContext *cx, const HeapProxyKind *kind, void *body, size_t charge)
{
    Handle *handle = heap_alloc(cx, HANDLE_WORDS, 0, MESH_TAG_HANDLE);
    heap_proxy_add(cx, &handle->proxy, kind, body, charge);
    return (MeshWord)handle;
}

void *handle_body(MeshWord value, const HeapProxyKind *kind)
{
    if (!MESH_IS_POINTER(value))
        return NULL;
    Handle *handle = (Handle *)value;
    return handle->head.tag == MESH_TAG_HANDLE && handle->proxy.kind == kind ? handle->proxy.body
                                                                             : NULL;
}
