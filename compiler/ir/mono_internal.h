/* mono_internal.h - what the files of monomorphisation share: the instances found so far and the
 * queue of those whose bodies are still to be made. Only mono*.c include this. */
#ifndef IR_MONO_INTERNAL_H
#define IR_MONO_INTERNAL_H

#include "ir/concrete.h"

typedef struct Instance {
    MirFn *source; /* the generic function, or NULL: a wrapper around symbol */
    FnSymbol *symbol;
    MirFnKind kind;
    Substitution by;
    MirFn *fn;
    struct Instance *next; /* with the same hash */
} Instance;

typedef struct Mono {
    MirProgram *p;
    Arena *scratch;
    ConcreteTypes types;
    Map sources;   /* FnSymbol * -> MirFn * */
    Map instances; /* hash -> Instance * */
    VEC(Instance *) queue;
    Map names;              /* link names in use */
    Map typeinfos;          /* Type * -> MirTypeInfo * */
    Map consts;             /* ConstSymbol * -> MirConst * with the instance as init */
    Map const_sources;      /* ConstSymbol * -> MirConst * as lowered */
    Span span;              /* of what is being resolved, for the error */
    const ModuleInfo *home; /* of the function whose body is being copied */
} Mono;

/* NULL stays NULL. */
Type *mono_concrete(Mono *m, Substitution *by, Type *type);
TypeVec mono_concrete_all(Mono *m, Substitution *by, const TypeVec *types);

/* ---- mono_instance.c ---- */

/* The function for a use: one that is there, or a new one in the queue. */
MirFn *instance_of_source(Mono *m, MirFn *source, TypeVec args);
/* A function of kind `kind` around `symbol`, which has no body of its own. */
MirFn *wrapper_of(Mono *m, FnSymbol *symbol, TypeVec args, MirFnKind kind);
MirFn *source_of(Mono *m, const FnSymbol *symbol); /* the generic function as lowered */
MirTypeInfo *use_type(Mono *m, Type *type);
void use_extern_types(Mono *m, const FnSymbol *symbol, const TypeVec *args);
void use_constant(Mono *m, ConstSymbol *constant);

/* ---- mono_copy.c ---- */

void make_instance(Mono *m, Instance *instance);
void make_wrapper(Mono *m, Instance *instance);

#endif
