#include "codegen/codegen_internal.h"

#include <llvm-c/Analysis.h>
#include <llvm-c/BitWriter.h>
#include <llvm-c/ErrorHandling.h>
#include <llvm-c/Support.h>
#include <llvm-c/Transforms/PassBuilder.h>

static void on_fatal(const char *reason)
{
    bug("llvm: %s", reason);
}

static const char *keep_message(Codegen *g, char *message)
{
    const char *kept = arena_printf(g->arena, "%s", message ? message : "unknown");
    LLVMDisposeMessage(message);
    return kept;
}

/* A panic with a fixed text is one call: moving that alone out of a function gains nothing. Optimised code describes
 * no variables, so the costlier way to follow them would search every function for nothing. */
static void set_llvm_options(void)
{
    static const char *const arguments[] = {"meshc", "-hotcoldsplit-threshold=4",
                                            "-experimental-debug-variable-locations=false"};
    LLVMParseCommandLineOptions(3, arguments, NULL);
}

void target_begin(void)
{
    LLVMResetFatalErrorHandler();
    LLVMInstallFatalErrorHandler(on_fatal);
    LLVMInitializeNativeTarget();
    set_llvm_options();
    LLVMInitializeNativeAsmPrinter();
}

/* The same code on every machine: a fixed processor, never the one the compiler runs on. */
const char *target_init(Codegen *g, LLVMTargetMachineRef *machine)
{
    char *triple = LLVMGetDefaultTargetTriple();
    LLVMTargetRef target;
    char *message = NULL;
    if (LLVMGetTargetFromTriple(triple, &target, &message))
        return keep_message(g, message);
    const char *cpu = strncmp(triple, "x86_64", 6) == 0 ? "x86-64-v2" : "generic";
    LLVMCodeGenOptLevel level = g->options->release ? LLVMCodeGenLevelDefault : LLVMCodeGenLevelNone;
    *machine = LLVMCreateTargetMachine(target, triple, cpu, "", level, LLVMRelocStatic, LLVMCodeModelDefault);
    LLVMTargetDataRef layout = LLVMCreateTargetDataLayout(*machine);
    char *layout_text = LLVMCopyStringRepOfTargetData(layout);
    LLVMSetTarget(g->module, triple);
    LLVMSetDataLayout(g->module, layout_text);
    LLVMDisposeMessage(layout_text);
    LLVMDisposeMessage(triple);
    LLVMDisposeTargetData(layout);
    return NULL;
}

static const char *run_passes(Codegen *g, LLVMTargetMachineRef machine, const char *passes)
{
    LLVMPassBuilderOptionsRef options = LLVMCreatePassBuilderOptions();
    LLVMErrorRef error = LLVMRunPasses(g->module, passes, machine, options);
    LLVMDisposePassBuilderOptions(options);
    if (!error)
        return NULL;
    char *message = LLVMGetErrorMessage(error);
    const char *kept = arena_printf(g->arena, "%s", message);
    LLVMDisposeErrorMessage(message);
    return kept;
}

/* The last look at what this folder made; LLVM's own passes are trusted. */
static void verify(Codegen *g)
{
    char *message = NULL;
    if (LLVMVerifyModule(g->module, LLVMReturnStatusAction, &message))
        bug("invalid module: %s", message);
    LLVMDisposeMessage(message);
}

/* Paths that end in a panic, with the texts they build, move out of functions first: what is left is often
 * small enough to be inlined. */
const char *target_optimise(Codegen *g, LLVMTargetMachineRef machine)
{
    if (g->options->release)
        verify(g);
    return g->options->release ? run_passes(g, machine, "hotcoldsplit,default<O2>") : NULL;
}

const char *target_finish(Codegen *g, LLVMTargetMachineRef machine)
{
    const char *error = run_passes(g, machine, "always-inline");
    if (!g->options->release)
        verify(g);
    return error;
}

const char *target_object(Codegen *g, LLVMTargetMachineRef machine, Text *object)
{
    LLVMMemoryBufferRef buffer = NULL;
    char *message = NULL;
    if (LLVMTargetMachineEmitToMemoryBuffer(machine, g->module, LLVMObjectFile, &message, &buffer))
        return keep_message(g, message);
    size_t length = LLVMGetBufferSize(buffer);
    object->bytes = arena_copy(g->arena, LLVMGetBufferStart(buffer), length);
    object->length = length;
    LLVMDisposeMemoryBuffer(buffer);
    return NULL;
}

/* Another LLVM may make another object of the same module. */
Text target_content(Codegen *g)
{
    unsigned major, minor, patch;
    LLVMGetVersion(&major, &minor, &patch);
    LLVMMemoryBufferRef bits = LLVMWriteBitcodeToMemoryBuffer(g->module);
    TextBuffer content;
    text_buffer_init(&content, g->arena);
    text_addf(&content, "LLVM %u.%u.%u %s\n", major, minor, patch, g->options->release ? "release" : "quick");
    text_add(&content, (Text){LLVMGetBufferStart(bits), LLVMGetBufferSize(bits)});
    LLVMDisposeMemoryBuffer(bits);
    return text_done(&content);
}
