#include "codegen/prim.h"

#include <string.h>

/* The words of the table, as constants in this file only. */
enum {
    VOID = PRIM_VOID,
    WORD = PRIM_WORD,
    INT = PRIM_INT,
    BOOL = PRIM_BOOL,
    OBJ = PRIM_OBJ,
    STR = PRIM_STR,
    LIST = PRIM_LIST,
    CLOSURE = PRIM_CLOSURE,
    TYPE = PRIM_TYPE,
    SITE = PRIM_SITE,
    SERVICE = PRIM_SERVICE,
    WORDS = PRIM_WORDS
};

#undef TEXT
#define TEXT       PRIM_TEXT
#define TAKE(type) type
static const Prim prims[] = {
#define PRIM(name, symbol, result, ...) {#name, #symbol, (PrimType)result, {__VA_ARGS__}},
#include "abi/prim.def"
#undef PRIM
};
#undef TAKE
#undef TEXT

/* Letters as strings: a parameter list becomes one string without commas. */
#define LETTERS_1(a)                         #a
#define LETTERS_2(a, b)                      #a #b
#define LETTERS_3(a, b, c)                   #a #b #c
#define LETTERS_PICK(_1, _2, _3, macro, ...) macro
#define LETTERS(...)                         LETTERS_PICK(__VA_ARGS__, LETTERS_3, LETTERS_2, LETTERS_1)(__VA_ARGS__)

static const Intrinsic intrinsics[INTRINSIC_COUNT] = {
#define INTRINSIC(name, result, ...) [IN_##name] = {#name, #result[0], LETTERS(__VA_ARGS__)},
#include "abi/intrinsic.def"
#undef INTRINSIC
};

static bool named(Text text, const char *name)
{
    return strlen(name) == text.length && memcmp(name, text.bytes, text.length) == 0;
}

const Prim *prim_find(Text name)
{
    for (size_t i = 0; i < sizeof prims / sizeof *prims; i++) {
        if (named(name, prims[i].name))
            return &prims[i];
    }
    return NULL;
}

bool intrinsic_find(Text name, IntrinsicId *id)
{
    for (size_t i = 0; i < INTRINSIC_COUNT; i++) {
        if (!named(name, intrinsics[i].name))
            continue;
        *id = (IntrinsicId)i;
        return true;
    }
    return false;
}

const Intrinsic *intrinsic_info(IntrinsicId id)
{
    return &intrinsics[id];
}
