/* codegen_internal.h - what the files of codegen/ share. Only codegen/ includes this.
 *
 * Every Mesh function is `i64 f(ptr cx, parameters by kind...)`, the code of closures `i64 f(ptr cx, ptr self,
 * i64...)`. A tail call that hands the closure over passes it with CLOSURE_HANDED_OVER added: the code called
 * releases it before it ends. The convention is tailcc, so that any call may be a tail call of any function; quick builds use C's
 * where no tail call is (fn_convention). */
#ifndef CODEGEN_INTERNAL_H
#define CODEGEN_INTERNAL_H

#include "abi/mesh_abi.h"
#include "base/bug.h"
#include "base/map.h"
#include "codegen/codegen.h"
#include "codegen/prim.h"

#include <llvm-c/Core.h>
#include <llvm-c/DebugInfo.h>
#include <llvm-c/TargetMachine.h>

#define TAILCC 18 /* CallingConv::Tail, which the C API has no name for */
#define CLOSURE_HANDED_OVER 1 /* objects lie on even addresses */
#define SCRATCH_WORDS 256 /* elements of a list literal that go to the runtime at once */

/* What memory an access belongs to, for alias analysis. */
typedef enum Memory {
    MEMORY_CONTEXT, /* fields of MeshContext */
    MEMORY_HEADER,  /* the first word of an object, or of a free cell */
    MEMORY_BODY,    /* everything behind it */
    MEMORY_COUNT
} Memory;

/* What a reference variable may hold besides a pointer. */
typedef enum RefMode {
    REF_POINTER,
    REF_IMMEDIATE, /* or a nullary variant */
    REF_NULLABLE,  /* or nothing: values of the runtime's own types */
    REF_MODE_COUNT
} RefMode;

/* Where the fields of a struct, tuple or variant lie. */
typedef struct Layout {
    size_t count;
    size_t refs;      /* leading reference words */
    uint32_t *slots;  /* by field: word behind the header */
    Type **types;     /* by field */
} Layout;

typedef struct TypeEntry {
    uint64_t hash;
    Type *type;
    int32_t variant;
    void *value;
} TypeEntry;

/* From types (and a variant index) to pointers. */
typedef struct TypeTable {
    TypeEntry *entries;
    size_t capacity, count;
} TypeTable;

/* A part of the program that becomes one object. */
typedef struct Unit {
    const char *name;
    bool entries;      /* also holds what the runtime calls */
    VEC(MirFn *) fns;
} Unit;

typedef VEC(Unit *) UnitVec;

/* What only the whole program can tell. Made first, then read by all threads. */
typedef struct Plan {
    MirProgram *program;
    const CodegenOptions *options;
    UnitVec units;
    Map unit_of;       /* MirFn -> its unit */
    Map wanted;        /* functions that other units call */
    Map tailing;       /* functions with tail calls or called by one */
    Map apart;         /* functions that are not inlined */
} Plan;

/* One unit under construction. Its arena, LLVM context and all else are its own. */
typedef struct Codegen {
    Arena *arena;
    const Plan *plan;
    const Unit *unit;
    MirProgram *program;
    const CodegenOptions *options;
    const char *error; /* the first mistake that is the program's, such as a type that is too large */

    LLVMContextRef context;
    LLVMModuleRef module;
    LLVMBuilderRef builder;
    LLVMTypeRef word, half, quarter, byte, bit, real, ptr, none; /* i64 i32 i16 i8 i1 double ptr void */
    LLVMValueRef memory_tags[MEMORY_COUNT];
    LLVMValueRef unlikely_first, unlikely_second; /* branch weights */
    LLVMValueRef length_range;                    /* what a length can be */
    unsigned kind_tbaa, kind_prof, kind_range;

    Interner *names;
    Map fns_by_name;  /* interned link name -> MirFn */
    Map fns;          /* MirFn -> function */
    Map strings;      /* const char * -> its bytes as a global */
    Map services;     /* ServiceDecl -> MeshServiceInfo */
    Map constants;    /* ConstSymbol -> global word */
    Map static_closures; /* MirFn -> MeshClosure */
    TypeTable type_infos, layouts, frees, drops;
    size_t numbered;  /* private globals so far */

    LLVMValueRef dup[REF_MODE_COUNT], drop[REF_MODE_COUNT], tag, poll;
    LLVMValueRef alloc[MESH_MAX_SMALL_WORDS + 1];
    LLVMValueRef empty_object; /* the only value of structs without fields */

    LLVMDIBuilderRef di;
    LLVMMetadataRef di_unit, di_fn_type, di_expression;
    LLVMMetadataRef di_int, di_float, di_bool, di_string, di_object;
    Map di_files;     /* Source -> file */
} Codegen;

typedef struct PendingLocal {
    MirVar var;
    Span span;
} PendingLocal;

/* One function under construction. */
typedef struct FnGen {
    Codegen *g;
    MirFn *fn;
    LLVMValueRef value, cx, self;
    LLVMValueRef given;           /* of closures with captures: `self` as it came, marked when it was handed over */
    LLVMValueRef recursion;       /* what it calls to call itself, when that is not `value`; or NULL */
    LLVMValueRef *vars;           /* by MirVar */
    LLVMBasicBlockRef *blocks;    /* by MirBlockId */
    LLVMBasicBlockRef entry;
    LLVMValueRef scratch;         /* array on the stack for operands of one call; NULL when none needs it */
    Layout *captures;             /* of a closure */
    LLVMMetadataRef scope;        /* debug information */
    LLVMMetadataRef *locals;      /* by MirVar, NULL until first needed */
    VEC(PendingLocal) pending;
    Map cells;                    /* UNPACK -> its cell if it is free, for the CONSTRUCT that takes it */
    LLVMBasicBlockRef panic_block; /* the last one built, shared by equal panics */
    const char *panic_text;
    uint32_t panic_line;
    bool many_arms;               /* a switch in it has hundreds of cases */
    Span span;                    /* of the instruction being emitted */
} FnGen;

/* ---- layout.c ---- */
LLVMTypeRef kind_type(Codegen *g, ValueKind kind);
LLVMTypeRef type_llvm(Codegen *g, Type *type);
RefMode type_ref_mode(Codegen *g, Type *type);
Layout *layout_of(Codegen *g, Type *type, int32_t variant);
Layout *layout_captures(Codegen *g, const TypeVec *types);
uint64_t object_header(int32_t count, size_t words, size_t refs, unsigned tag);
void *type_table_get(TypeTable *table, Type *type, int32_t variant);
void type_table_put(Arena *arena, TypeTable *table, Type *type, int32_t variant, void *value);

/* ---- build.c: small steps ---- */
LLVMValueRef word_const(Codegen *g, int64_t value);
LLVMValueRef as_type(Codegen *g, LLVMValueRef value, LLVMTypeRef type); /* the same word as another type */
LLVMValueRef field_address(Codegen *g, LLVMValueRef base, int64_t byte_offset);
LLVMValueRef load_at(Codegen *g, LLVMTypeRef type, LLVMValueRef base, int64_t byte_offset, Memory memory);
void store_at(Codegen *g, LLVMValueRef value, LLVMValueRef base, int64_t byte_offset, Memory memory);
LLVMValueRef load_field(Codegen *g, LLVMValueRef object, size_t slot, ValueKind kind);
void store_field(Codegen *g, LLVMValueRef object, size_t slot, LLVMValueRef value);
LLVMValueRef intrinsic_call(Codegen *g, const char *name, LLVMTypeRef overload, LLVMValueRef *args,
                            unsigned count);
LLVMValueRef branch_unlikely(Codegen *g, LLVMValueRef condition, LLVMBasicBlockRef rare,
                             LLVMBasicBlockRef usual);
LLVMBasicBlockRef new_block(Codegen *g, const char *name);
void at_block(Codegen *g, LLVMBasicBlockRef block);
/* Goes on in a new block when the object has one owner, in `shared` when it has others; gives the count. */
LLVMValueRef go_on_if_unique(Codegen *g, LLVMValueRef object, LLVMBasicBlockRef shared);
LLVMAttributeRef enum_attribute(Codegen *g, const char *name, uint64_t value);
void add_attribute(Codegen *g, LLVMValueRef fn, LLVMAttributeIndex index, const char *name);
void mark_function(Codegen *g, LLVMValueRef fn); /* nounwind, frame pointer */
LLVMValueRef call_symbol(Codegen *g, const char *symbol, LLVMTypeRef result, LLVMValueRef *args,
                         unsigned count);

/* ---- helper.c: small functions inside the module ---- */

/* Where the builder stands, to come back to after building a helper. */
typedef struct Place {
    LLVMBasicBlockRef block;
    LLVMMetadataRef location;
} Place;

Place leave(Codegen *g);
void come_back(Codegen *g, Place place);
LLVMValueRef begin_helper(Codegen *g, const char *name, LLVMTypeRef result, unsigned params, LLVMTypeRef *types,
                          bool always_inline);
void skip_non_pointers(Codegen *g, LLVMValueRef value, RefMode mode, LLVMBasicBlockRef out);
void emit_dup(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type);
void emit_drop(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type);
void emit_drop_object(Codegen *g, LLVMValueRef cx, LLVMValueRef object); /* a pointer to an object of any type */

/* Takes one owner from an object whose count has been read and is not 1; goes on in a new block. */
void emit_drop_shared(Codegen *g, LLVMValueRef cx, LLVMValueRef object, LLVMValueRef count);
LLVMValueRef emit_alloc(Codegen *g, LLVMValueRef cx, size_t words);
void emit_free_cell(Codegen *g, LLVMValueRef cx, LLVMValueRef cell, size_t words);
LLVMValueRef emit_tag(Codegen *g, LLVMValueRef value);
LLVMValueRef poll_helper(Codegen *g);

/* ---- free.c ---- */
bool emit_typed_drop(Codegen *g, LLVMValueRef cx, LLVMValueRef value, Type *type); /* false: not for this type */

/* ---- static.c: constants of the module ---- */
LLVMValueRef static_cstring(Codegen *g, const char *text); /* text must live as long as the arena */
LLVMValueRef static_string(Codegen *g, Text text);
LLVMValueRef static_site(Codegen *g, MirFn *fn, Span span);
LLVMValueRef static_type_info(Codegen *g, Type *type);
LLVMValueRef static_service(Codegen *g, ServiceDecl *service);
LLVMValueRef static_closure(Codegen *g, MirFn *fn);
LLVMValueRef static_empty_object(Codegen *g);
LLVMValueRef constant_global(Codegen *g, ConstSymbol *constant);
void define_constants(Codegen *g); /* the globals of those that belong to the unit */
LLVMValueRef private_constant(Codegen *g, LLVMValueRef value, const char *what);

/* ---- object.c ---- */
/* ---- unpack.c ---- */
void emit_unpack(FnGen *f, MirInstr *instr);
void emit_take(FnGen *f, const MirInstr *instr);
/* The cell of that UNPACK when it is free, else a new one. */
LLVMValueRef emit_alloc_in(FnGen *f, const MirInstr *unpack, size_t words);

LLVMValueRef emit_construct(FnGen *f, MirInstr *instr);
LLVMValueRef emit_field(FnGen *f, MirInstr *instr);
LLVMValueRef emit_variant_tag(FnGen *f, MirInstr *instr);
LLVMValueRef emit_update(FnGen *f, MirInstr *instr);
LLVMValueRef emit_list(FnGen *f, MirInstr *instr);
LLVMValueRef emit_closure(FnGen *f, MirInstr *instr);
LLVMValueRef emit_capture(FnGen *f, MirInstr *instr);

/* ---- call_graph.c ---- */
void plan_calls(Arena *arena, Plan *plan); /* fills tailing and apart */
unsigned fn_convention(Codegen *g, MirFn *fn);

/* ---- unit.c ---- */
void plan_units(Arena *arena, Plan *plan); /* fills units, unit_of and wanted */
bool in_unit(Codegen *g, MirFn *fn);
bool is_shared(Codegen *g, MirFn *fn); /* seen by other units */

/* ---- call.c ---- */
LLVMTypeRef fn_llvm_type(Codegen *g, MirFn *fn);
LLVMValueRef fn_value(Codegen *g, MirFn *fn);
LLVMValueRef add_mesh_function(Codegen *g, MirFn *fn, const char *name);
LLVMValueRef emit_call(FnGen *f, MirInstr *instr, bool tail);  /* the i64 result */
LLVMValueRef emit_prim(FnGen *f, MirInstr *instr);
LLVMValueRef call_prim(Codegen *g, const char *name, LLVMValueRef cx, LLVMValueRef *args);
size_t call_scratch_words(MirInstr *instr);

/* ---- intrinsic.c ---- */
LLVMValueRef emit_intrinsic(FnGen *f, MirInstr *instr);

/* ---- function.c ---- */
void emit_function(Codegen *g, MirFn *fn);
LLVMValueRef var_value(FnGen *f, MirVar var);
Type *type_of_var(FnGen *f, MirVar var);
void emit_panic(FnGen *f, const char *text, Span span);

/* ---- entry.c ---- */
void emit_entries(Codegen *g);
void emit_function_table(Codegen *g); /* after optimisation: only functions that are left */

/* ---- poll.c ---- */
void mark_context(FnGen *f);
void mark_arm(FnGen *f, const MirBlock *block); /* before the end of a block that may be an arm of a large match */
void insert_polls(Codegen *g);

/* ---- debug_info.c ---- */
void debug_begin(Codegen *g);
void debug_end(Codegen *g);
void debug_function(FnGen *f);
void debug_location(FnGen *f, Span span);
void debug_no_location(Codegen *g);
void debug_place_calls(Codegen *g); /* after inlining */
void debug_local(FnGen *f, MirVar var);
void debug_flush(FnGen *f, LLVMBasicBlockRef block, LLVMValueRef last,
                 size_t count); /* the first `count` pending ones, before what follows `last` */

/* ---- target.c ---- */
void target_begin(void); /* once for all units */
const char *target_init(Codegen *g, LLVMTargetMachineRef *machine);
const char *target_optimise(Codegen *g, LLVMTargetMachineRef machine);
const char *target_finish(Codegen *g, LLVMTargetMachineRef machine);
const char *target_object(Codegen *g, LLVMTargetMachineRef machine, Text *object);
Text target_content(Codegen *g); /* the module and what else decides about its object, as bytes */

#endif
