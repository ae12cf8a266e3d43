/* Bodies of std/map.mpl. Slots number the entries in their order; -1 is none. */
#include "std_externs.h"

#include "value/map.h"

MeshMap *mesh_map_new(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V)
{
    (void)cx, (void)K, (void)V;
    return map_empty();
}

/* Takes map, key and value. */
MeshMap *mesh_map_put(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map,
                      MeshWord key, MeshWord value)
{
    return map_put(cx, K, V, map, key, value);
}

int64_t mesh_map_find(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map,
                      MeshWord key)
{
    (void)V;
    return map_find(cx, K, map, key);
}

MeshWord mesh_map_key_at(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V,
                         MeshMap *map, int64_t slot)
{
    (void)cx, (void)K, (void)V;
    return map_key_at(cx, map, slot);
}

MeshWord mesh_map_value_at(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V,
                           MeshMap *map, int64_t slot)
{
    (void)cx, (void)K, (void)V;
    return map_value_at(cx, map, slot);
}

/* The value at a slot whose map is about to get another one there: it is moved out of a map with
 * one owner, so that it can be changed in place. */
MeshWord mesh_map_lift_at(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V,
                          MeshMap *map, int64_t slot)
{
    (void)cx, (void)K, (void)V;
    if (!object_unique(map))
        return map_value_at(cx, map, slot);
    MeshWord value = map->entries[slot].value;
    map->entries[slot].value = 0;
    return value;
}

/* Takes map and value. */
MeshMap *mesh_map_set_at(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V,
                         MeshMap *map, int64_t slot, MeshWord value)
{
    (void)K, (void)V;
    return map_set_at(cx, map, slot, value);
}

/* Takes the map. */
MeshMap *mesh_map_delete(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V,
                         MeshMap *map, MeshWord key)
{
    (void)V;
    return map_delete(cx, K, map, key);
}

int64_t mesh_map_size(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map)
{
    (void)cx, (void)K, (void)V;
    return map->live;
}

/* The slot after `slot`; begin with -1. */
int64_t mesh_map_next(MeshContext *cx, const MeshTypeInfo *K, const MeshTypeInfo *V, MeshMap *map,
                      int64_t slot)
{
    (void)cx, (void)K, (void)V;
    return map_next(map, slot);
}
