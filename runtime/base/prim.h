/* prim.h - C prototypes of every operation in abi/prim.def, so that a body which drifts from the
 * table does not compile. Any module that defines one of them includes this. */
#ifndef RT_BASE_PRIM_H
#define RT_BASE_PRIM_H

#include "abi/mesh_abi.h"

#define VOID                            void
#define WORD                            MeshWord
#define INT                             int64_t
#define BOOL                            bool
#define OBJ                             MeshObject *
#define STR                             MeshString *
#define LIST                            MeshList *
#define CLOSURE                         MeshClosure *
#define TYPE                            const MeshTypeInfo *
#define SITE                            const MeshSite *
#define SERVICE                         const MeshServiceInfo *
#define TEXT                            const char *
#define WORDS                           MeshWord *
#define TAKE(type)                      type
#define PRIM(name, symbol, result, ...) result symbol(MeshContext *cx, ##__VA_ARGS__);
#include "abi/prim.def"
#undef PRIM
#undef TAKE
#undef WORDS
#undef TEXT
#undef SERVICE
#undef SITE
#undef TYPE
#undef CLOSURE
#undef LIST
#undef STR
#undef OBJ
#undef BOOL
#undef INT
#undef WORD
#undef VOID

#endif
