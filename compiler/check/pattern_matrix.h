/* pattern_matrix.h - rows of patterns that are taken apart column by column (Maranget 2007).
 * Everything lives in the arena of the Cover. Only exhaustive.c asks. */
#ifndef CHECK_PATTERN_MATRIX_H
#define CHECK_PATTERN_MATRIX_H

#include "check/checker.h"

/* One pattern a column. */
typedef TPattern **Row;
typedef VEC(Row) RowVec;

/* One question about a match; it ends when it takes too many steps. */
typedef struct Cover {
    Arena *arena;
    size_t steps;
} Cover;

/* ---- Heads ---- */

/* What a pattern asks at its root. Patterns that match everything have HEAD_ANY. */
typedef enum HeadKind {
    HEAD_ANY,
    HEAD_VARIANT,
    HEAD_BOOL,
    HEAD_SINGLE, /* tuples, structs, unit: only one form */
    HEAD_NIL,
    HEAD_CONS,
    HEAD_LITERAL
} HeadKind;

typedef struct Head {
    HeadKind kind;
    VariantDecl *variant;
    bool truth;
    const TPattern *literal;
} Head;
typedef VEC(Head) HeadVec;

TPattern *skip_as(TPattern *pattern); /* what `name = pattern` asks */
Head head_of(TPattern *pattern);
bool has_head(const HeadVec *heads, const Head *head);
/* All heads values of the type can have; false when there is no end of them. */
bool all_heads(Cover *k, Type *type, HeadVec *heads);
/* The types of the columns a head opens. */
TypeVec head_types(Cover *k, Type *type, const Head *head);

/* ---- Rows, by their first column ---- */

/* Rows with an or-pattern in front become one row for each alternative. */
void add_split(Cover *k, RowVec *out, Row row, size_t width);
RowVec split_rows(Cover *k, const RowVec *rows, size_t width);
/* The row without its first cell, which opens into `types`; NULL when it has another head. */
Row open_row(Cover *k, Row row, size_t width, const Head *head, const TypeVec *types);
/* Those that have this head or match everything, opened. */
RowVec open_rows(Cover *k, const RowVec *rows, size_t width, const Head *head,
                 const TypeVec *types);
/* The rows that match whatever stands in front. */
RowVec default_rows(Cover *k, const RowVec *rows);
HeadVec heads_in(Cover *k, const RowVec *rows);

/* ---- Types of the columns ---- */

TypeVec rest_types(Cover *k, const TypeVec *opened, const TypeVec *types); /* after open_row */
TypeVec tail_types(const TypeVec *types);                                  /* after default_rows */

#endif
