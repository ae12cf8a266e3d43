/* codegen.h - from the Mesh IR to an object file.
 *
 * Takes a program after all IR passes. Nothing is read from or written to disk here. */
#ifndef CODEGEN_CODEGEN_H
#define CODEGEN_CODEGEN_H

#include "ir/mir.h"

typedef struct CodegenOptions {
    bool release;                                    /* optimise; otherwise build quickly */
    void (*phase)(void *context, const char *name);  /* NULL, or told when a phase begins */
    void *phase_context;
} CodegenOptions;

typedef struct CodegenResult {
    Text object;
    Text ir;           /* readable LLVM IR as it went to the code generator; only when asked for */
    const char *error; /* NULL on success */
} CodegenResult;

CodegenResult codegen_program(Arena *arena, MirProgram *program, const CodegenOptions *options,
                              bool want_ir);

#endif
