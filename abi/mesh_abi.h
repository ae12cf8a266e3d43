/* mesh_abi.h - what compiled code and the runtime agree on.
 *
 * Every Mesh value is one 64-bit word: an Int, the bits of a Float, a Bool (0 or 1), Unit (0), a pid, a
 * nullary variant, or a pointer to an object. Generated code calls the runtime through the tables prim.def
 * (operations the language needs) and the extern declarations of std/; the runtime calls generated code only
 * through the entry points at the end of this file. */
#ifndef MESH_ABI_H
#define MESH_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef uint64_t MeshWord;
typedef struct MeshContext MeshContext;

/* ---- Objects -----------------------------------------------------------------------------------------
 *
 *   0       4         5       6      8
 *   | count | class   | refs  | tag  | reference words ... | raw words ... |
 *
 * The reference words come first, so the runtime walks any plain object without a type table. A reference
 * word is a pointer, or an immediate: a nullary variant i is (i << 1) | 1, and 0 is "nothing". */
typedef struct MeshObject {
    int32_t count;      /* owners; 1 = unique; negative = static or frozen, never written */
    uint8_t size_class; /* total words of the cell, header included; 0 = not a small cell */
    uint8_t refs;       /* number of leading reference words */
    uint16_t tag;       /* variant index (0 for structs and tuples), or one of MeshTag */
} MeshObject;

/* Objects whose body is not "references, then raw words". */
typedef enum MeshTag {
    MESH_TAG_FIRST_SPECIAL = 0xFF00,
    MESH_TAG_STRING = 0xFF00,        /* MeshString, bytes inside the object or static */
    MESH_TAG_STRING_SHARED = 0xFF01, /* MeshString, bytes in a shared buffer */
    MESH_TAG_LIST = 0xFF02,          /* MeshList */
    MESH_TAG_LIST_REFS = 0xFF03,     /* MeshListBuffer of reference words */
    MESH_TAG_LIST_WORDS = 0xFF04,    /* MeshListBuffer of raw words */
    MESH_TAG_CLOSURE = 0xFF05,       /* MeshClosure */
    MESH_TAG_MAP = 0xFF06,           /* the map's own objects: private to runtime/value */
    MESH_TAG_MAP_NODE = 0xFF07,
    MESH_TAG_MAP_SLOTS = 0xFF08,
    MESH_TAG_BUILDER = 0xFF09,       /* a growing byte buffer */
    MESH_TAG_HANDLE = 0xFF0A         /* one reference to something outside the heap */
} MeshTag;

#define MESH_STATIC_COUNT (-1)
#define MESH_FROZEN_ONCE (-2)   /* in a segment, counted as a whole by the heap; one object there refers to it */
#define MESH_FROZEN_MORE (-3)   /* the same, several do */
#define MESH_MAX_SMALL_WORDS 10 /* cells of 2..10 words have a free list in the context */
#define MESH_MAX_CELL_WORDS 32  /* larger ones up to here are cells too; beyond, objects are allocated one by one */
#define MESH_PLAIN_WORDS 9      /* of an object that travels inside a message, header included */
#define MESH_MAX_REFS 255       /* reference words of one plain object */

/* The fields of a plain object: references first in source order, then the rest in source order. */
#define MESH_FIELDS(object) ((MeshWord *)((MeshObject *)(object) + 1))
#define MESH_IS_POINTER(word) ((word) != 0 && ((word) & 1) == 0)
#define MESH_NULLARY(index) (((MeshWord)(index) << 1) | 1)

/* UTF-8 text, or any bytes. `bytes` points behind the struct, at static data, or into a shared buffer. */
typedef struct MeshString {
    MeshObject head;
    int64_t length; /* bytes */
    const uint8_t *bytes;
} MeshString;

/* The elements behind one or more lists. Words from `first` up to `used` are live. */
typedef struct MeshListBuffer {
    MeshObject head;
    int64_t capacity; /* words */
    int64_t first;
    int64_t used;
    MeshWord words[];
} MeshListBuffer;

/* A view: `length` words from `items` on, which points into `buffer`. The empty list has no buffer. */
typedef struct MeshList {
    MeshObject head; /* refs = 1: the buffer */
    MeshListBuffer *buffer;
    MeshWord *items;
    int64_t length;
} MeshList;

/* Code of a closure: MeshWord code(MeshContext *, MeshClosure *self, MeshWord arg...) in the compiler's own
 * calling convention (tailcc): C calls it only through mesh_apply0 and mesh_apply1. It owns its arguments
 * and borrows itself. head.refs counts captured references, which follow `code`, before the raw captures. */
typedef struct MeshClosure {
    MeshObject head;
    void *code;
    MeshWord captures[];
} MeshClosure;

/* ---- Types at run time ---------------------------------------------------------------------------- */

typedef enum MeshKind {
    MESH_KIND_WORD,  /* Int, Unit, pid, enumerations: raw */
    MESH_KIND_FLOAT, /* the bits of a double */
    MESH_KIND_BOOL,  /* 0 or 1 */
    MESH_KIND_REF    /* a pointer or an immediate variant */
} MeshKind;

/* Types of the language that the runtime treats in a way of its own. A type of a program may have the name of one. */
typedef enum MeshKnownType { MESH_TYPE_OTHER, MESH_TYPE_INT, MESH_TYPE_STRING } MeshKnownType;

/* One per type and program, so equality of types is equality of pointers. The functions are set when a
 * bound in an extern demands them; they borrow their arguments. */
typedef struct MeshTypeInfo {
    const char *name; /* as written in source, NUL-terminated */
    int32_t kind;     /* a MeshKind */
    int32_t known;    /* a MeshKnownType */
    bool (*eq)(MeshContext *cx, MeshWord a, MeshWord b);
    int64_t (*hash)(MeshContext *cx, MeshWord value);
} MeshTypeInfo;

/* Where something happens in source: static data made by the compiler. */
typedef struct MeshSite {
    const char *file;     /* relative to the project root */
    const char *function; /* Module.name */
    int64_t line;         /* from 1 */
} MeshSite;

/* One per service item; its address identifies the service. */
typedef struct MeshServiceInfo {
    const char *name; /* as written in source */
    int64_t state_kind; /* a MeshKind */
} MeshServiceInfo;

typedef enum MeshSpawnFlags {
    MESH_SPAWN_LINKED = 1,
    MESH_SPAWN_TERMINATES = 2 /* it may begin with set_terminate */
} MeshSpawnFlags;

/* What lies at the cursor of a receive. */
typedef enum MeshReceived {
    MESH_RECEIVED_TIMEOUT = 0, /* nothing, and the time is up */
    MESH_RECEIVED_MESSAGE = 1, /* a value: mesh_receive_value */
    MESH_RECEIVED_EXIT = 2,    /* an exit signal of who is trapped: mesh_received_pid, _reason */
    MESH_RECEIVED_DOWN = 3,    /* a monitored process has ended: mesh_received_ref, _pid, _reason */
    MESH_RECEIVED_REST = 4     /* the wait may be long: mesh_receive_rest, and return */
} MeshReceived;

/* ---- The context of the running actor ------------------------------------------------------------- */

typedef struct MeshFreeCell {
    struct MeshFreeCell *next;
} MeshFreeCell;

/* Generated code reads these fields; the rest of an actor's record follows in the runtime. */
struct MeshContext {
    uintptr_t stack_limit; /* a function whose stack pointer is below calls mesh_stack_check */
    MeshFreeCell *free_cells[MESH_MAX_SMALL_WORDS + 1]; /* by total words; NULL: mesh_alloc_slow */
};

/* ---- Counting what is frozen ------------------------------------------------------------------------ */

/* One more owner. Changes no register of its caller, since compiled code calls it in the middle of everything
 * and hardly ever; nothing happens when the count has only overflowed. */
__attribute__((preserve_most)) void mesh_dup_frozen(MeshContext *cx, const MeshObject *object);

/* ---- Blocking externs ------------------------------------------------------------------------------ */

/* Runs run(cx, args) on the pool for blocking calls and returns when it is done; the actor sleeps meanwhile. */
void mesh_offload(MeshContext *cx, void (*run)(MeshContext *cx, void *args), void *args);

/* ---- What generated code provides to the runtime ---------------------------------------------------- */

/* Calls a closure from C. The closure is borrowed, the argument is taken, the result is owned. */
MeshWord mesh_apply0(MeshContext *cx, MeshClosure *closure);
MeshWord mesh_apply1(MeshContext *cx, MeshClosure *closure, MeshWord arg);

/* The program: evaluates the module constants, then main of the entry module. */
void mesh_program_main(MeshContext *cx);

/* Set by the compiler in every program: 1 in release builds. */
extern const int64_t mesh_program_release;

/* Every compiled function with the place of its definition, in no particular order: for stack traces. The
 * frame pointer is kept everywhere, so a return address lies behind the nearest code address below it. */
typedef struct MeshFunction {
    const void *code;
    const MeshSite *site;
} MeshFunction;

/* Each object of a program adds rows to the section mesh_functions; the linker names its ends. Both are NULL in a
 * runtime that is not linked into a Mesh program. */
extern const MeshFunction __start_mesh_functions[] __attribute__((weak));
extern const MeshFunction __stop_mesh_functions[] __attribute__((weak));

#endif
