/* prim.h - abi/prim.def and abi/intrinsic.def as tables. */
#ifndef CODEGEN_PRIM_H
#define CODEGEN_PRIM_H

#include "base/text.h"

typedef enum PrimType {
    PRIM_VOID, /* also ends a parameter list */
    PRIM_WORD,
    PRIM_INT,
    PRIM_BOOL,
    PRIM_OBJ,
    PRIM_STR,
    PRIM_LIST,
    PRIM_CLOSURE,
    PRIM_TYPE,
    PRIM_SITE,
    PRIM_SERVICE,
    PRIM_TEXT,
    PRIM_WORDS
} PrimType;

#define PRIM_MAX_PARAMS 8

typedef struct Prim {
    const char *name;
    const char *symbol;
    PrimType result;
    PrimType params[PRIM_MAX_PARAMS + 1];
} Prim;

const Prim *prim_find(Text name); /* NULL when unknown */

typedef enum IntrinsicId {
#define INTRINSIC(name, ...) IN_##name,
#include "abi/intrinsic.def"
#undef INTRINSIC
    INTRINSIC_COUNT
} IntrinsicId;

/* Letters of the table; T is the type of the result variable. */
typedef struct Intrinsic {
    const char *name;
    char result;
    char params[4];
} Intrinsic;

bool intrinsic_find(Text name, IntrinsicId *id); /* false: there is none of that name */
const Intrinsic *intrinsic_info(IntrinsicId id); /* its line of the table */

#endif
