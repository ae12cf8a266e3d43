/* codegen.h - from the Mesh IR to object files.
 *
 * Takes a program after all IR passes and cuts it into units: the functions of one module each, and
 * one with what the runtime calls. Every unit becomes an LLVM module and from there an object file,
 * on several threads. A unit is emitted anew in every build, which costs little; LLVM's work on it
 * is left out when the caller has kept the object of the same LLVM module. Nothing is read from or
 * written to disk here. */
#ifndef CODEGEN_CODEGEN_H
#define CODEGEN_CODEGEN_H

#include "ir/mir.h"

/* Where objects of former builds are kept. Both are called on several threads. `content` is
 * everything that decides about the object besides this compiler, as bytes. */
typedef struct ObjectStore {
    void *context;
    bool (*find)(void *context, Arena *arena, Text content, Text *object);
    void (*keep)(void *context, Arena *arena, Text content, Text object);
} ObjectStore;

typedef struct CodegenOptions {
    bool release;             /* optimise; otherwise build quickly */
    bool want_ir;             /* also give readable LLVM IR: there is one unit then */
    const ObjectStore *store; /* NULL: no object is reused */
    void (*phase)(void *context, const char *name); /* NULL, or told when a phase begins */
    /* NULL, or told on any thread of units compiled */
    void (*progress)(void *context, size_t done, size_t total);
    void *phase_context; /* of both */
} CodegenOptions;

typedef struct CodegenObject {
    const char *unit; /* the module it holds */
    Text bytes;
    bool reused;
} CodegenObject;

typedef struct CodegenResult {
    VEC(CodegenObject) objects;
    Text ir;           /* as it went to the code generator; only when asked for */
    const char *error; /* NULL on success */
} CodegenResult;

/* The object file of a program that has been through all passes. */
CodegenResult codegen_program(Arena *arena, MirProgram *program, const CodegenOptions *options);

#endif
