/* match_tree.h - from the rows of a match to a tree of tests in which every place is inspected at most once on
 * a path. A pure function over patterns: it knows nothing of variables or blocks.
 *
 * Rows are tried top to bottom. A leaf names the row that matched and the places its names stand for; when the
 * row has a guard, `otherwise` says how to go on when it is false. */
#ifndef IR_MATCH_TREE_H
#define IR_MATCH_TREE_H

#include "check/typed.h"

/* A part of a scrutinee. */
typedef enum PlaceKind {
    PLACE_ROOT,    /* scrutinee number `index` */
    PLACE_FIELD,   /* field `index` of parent: a tuple, struct or (variant set) variant */
    PLACE_ELEMENT, /* element `index` of the list parent */
    PLACE_REST     /* the list parent without its first `index` elements, index >= 1 */
} PlaceKind;

typedef struct Place Place;
struct Place {
    PlaceKind kind;
    uint32_t id;          /* 0 .. place_count - 1 */
    uint32_t index;
    Place *parent;        /* of elements and rests never a rest */
    VariantDecl *variant;
    Type *type;
    VEC(Place *) parts;   /* places made from this one */
};

typedef struct PlaceBinding {
    Local *local;
    Place *place;
} PlaceBinding;
typedef VEC(PlaceBinding) PlaceBindingVec;

typedef enum MatchNodeKind {
    MATCH_FAIL,
    MATCH_LEAF,    /* row, bindings; otherwise */
    MATCH_VARIANT, /* branches by variant index; otherwise: the other variants, NULL when all are listed */
    MATCH_INT,     /* branches by int_value; otherwise */
    MATCH_LENGTH,  /* place has at least `length` elements: branches[0] when exactly, otherwise when more */
    MATCH_BOOL,    /* branches[0] when true; otherwise when false */
    MATCH_FLOAT,   /* branches[0] when equal to float_value; otherwise */
    MATCH_STRING   /* branches by text, in the order of their bytes; otherwise */
} MatchNodeKind;

typedef struct MatchNode MatchNode;

typedef struct MatchBranch {
    int64_t value;
    Text text;
    MatchNode *node;
} MatchBranch;

struct MatchNode {
    MatchNodeKind kind;
    uint32_t row;
    PlaceBindingVec bindings;
    Place *place;
    VEC(MatchBranch) branches;
    MatchNode *otherwise;
    uint32_t length;
    double float_value;
};

typedef struct MatchTree {
    MatchNode *root;
    VEC(Place *) roots;   /* by scrutinee */
    uint32_t place_count;
} MatchTree;

/* rows: indices into arms, in order; every row has one pattern a scrutinee. */
MatchTree *match_tree_build(Arena *arena, const TArmVec *arms, const IndexVec *rows,
                            const TypeVec *scrutinees);

#endif
