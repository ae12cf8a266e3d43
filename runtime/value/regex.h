/* regex.h - regular expressions in linear time: a pattern becomes a program, which a Pike machine runs over a
 * text with all alternatives side by side. No back-references, no look-around.
 *
 * A program is plain bytes without pointers, so it travels between heaps as a string. Positions are in bytes.
 *
 *   pattern --regex_parse.c--> RegexNode tree --regex_emit.c--> RegexProgram --regex_run.c--> captures */
#ifndef RT_VALUE_REGEX_H
#define RT_VALUE_REGEX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    REGEX_IGNORE_CASE = 1, /* i */
    REGEX_MULTI_LINE = 2,  /* m: ^ and $ at line ends too */
    REGEX_DOT_ALL = 4      /* s: . matches a newline */
};

enum { REGEX_MAX_GROUPS = 100, REGEX_MAX_CODE = 20000, REGEX_MAX_DEPTH = 50, REGEX_NO_LIMIT = -1 };

typedef enum RegexOp {
    REGEX_CHAR,       /* x: the code point */
    REGEX_CHAR_FOLD,  /* x: the folded code point */
    REGEX_SET,        /* x: first range, y: how many; z: 1 negated, 2 ignoring case */
    REGEX_ANY,        /* any but a newline */
    REGEX_ANY_ALL,
    REGEX_SPLIT,      /* on at x, and with less right at y */
    REGEX_JUMP,       /* on at x */
    REGEX_SAVE,       /* the position into slot x */
    REGEX_TEXT_START,
    REGEX_TEXT_END,
    REGEX_LINE_START,
    REGEX_LINE_END,
    REGEX_WORD_EDGE,
    REGEX_NO_WORD_EDGE,
    REGEX_MATCH
} RegexOp;

typedef struct RegexInstr {
    uint32_t op, x, y, z;
} RegexInstr;

/* Code points low..high; or, when low is REGEX_CLASS, those of a Unicode class. */
typedef struct RegexRange {
    uint32_t low, high;
} RegexRange;

#define REGEX_CLASS 0x80000000u
#define REGEX_CLASS_NOT 0x40000000u   /* in `high`, with one of the following */
#define REGEX_CLASS_WORD 0x20000000u  /* letters, marks, digits and connectors */
#define REGEX_CLASS_SPACE 0x10000000u
/* Without these two `high` is a mask of general categories, see regex_class_mask. */

/* What lies at the start of a program; code, ranges and names follow. */
typedef struct RegexProgram {
    uint32_t magic;
    uint32_t groups;       /* with the whole match as group 0 */
    uint32_t code_count;
    uint32_t range_count;
    uint32_t name_bytes;   /* for each group its name and a NUL */
    uint32_t first[8];     /* bytes a match may begin with, one bit each; all ones: unknown */
} RegexProgram;

typedef struct RegexError {
    const char *text; /* static */
    size_t at;        /* byte in the pattern */
} RegexError;

/* The text of the error when it was not the pattern that is at fault. */
#define REGEX_NO_MEMORY "out of memory"

/* The program of a pattern, for memory_free; NULL with *error set. */
uint8_t *regex_compile(const uint8_t *pattern, size_t length, uint32_t flags, size_t *size, RegexError *error);

/* The letters i, m and s as flags; false for others. */
bool regex_flags(const uint8_t *letters, size_t length, uint32_t *flags);

/* Whether the bytes are a program this machine made. */
bool regex_is_program(const uint8_t *bytes, size_t size);

/* The leftmost match that begins at or after `from`; of several that begin there the one the pattern prefers.
 * spans gets start and end for each of the first `groups` groups, -1 for those without part. */
bool regex_search(const uint8_t *program, const uint8_t *text, size_t length, size_t from, size_t groups,
                  int64_t *spans, void *work);

/* What a search needs besides: so many zeroed bytes, aligned like any memory, of the caller's. */
size_t regex_work_bytes(const uint8_t *program, size_t groups);

/* The name of a group, "" for none. */
const char *regex_group_name(const uint8_t *program, uint32_t group);

/* ---- Between the parser and what turns its tree into code ---- */

typedef enum RegexNodeKind {
    NODE_EMPTY,
    NODE_CHAR,    /* value; fold */
    NODE_SET,     /* first, count, negated; fold */
    NODE_ANY,
    NODE_ANY_ALL,
    NODE_ASSERT,  /* value: a RegexOp */
    NODE_PAIR,    /* left, then right; right -1: the last of its chain */
    NODE_EITHER,  /* left, or else right; likewise */
    NODE_REPEAT,  /* left, from min to max times; greedy */
    NODE_GROUP    /* left; value: its number */
} RegexNodeKind;

typedef struct RegexNode {
    RegexNodeKind kind;
    uint32_t value, first, count;
    int32_t left, right, min, max;
    bool fold, negated, greedy;
} RegexNode;

typedef struct RegexTree {
    RegexNode *nodes;
    size_t count, capacity;
    RegexRange *ranges;
    size_t range_count, range_capacity;
    char *names;
    size_t name_bytes, name_capacity;
    uint32_t groups;
    int32_t root;
} RegexTree;

/* False: `error` says what is wrong and where. */
bool regex_parse(const uint8_t *pattern, size_t length, uint32_t flags, RegexTree *tree, RegexError *error);
void regex_tree_free(RegexTree *tree); /* of regex_parse */
bool regex_class_has(uint32_t class, uint32_t code_point); /* one of the REGEX_CLASS words */
uint32_t regex_fold(uint32_t code_point); /* what it is compared by when case does not count */

#endif
