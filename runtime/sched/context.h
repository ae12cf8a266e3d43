/* context.h - an interrupted flow of control: a stack, and where it goes on.
 *
 * A worker thread has a context for its own stack; every actor in the middle of something has one
 * on a stack of its own. Switching takes place inside one thread, but a context may be continued by
 * another thread than the one that left it, so nothing thread-local may be cached over a switch.
 * The sanitizers are told about every switch. */
#ifndef RT_SCHED_CONTEXT_H
#define RT_SCHED_CONTEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define RT_ASAN 1
#endif
#if __has_feature(thread_sanitizer)
#define RT_TSAN 1
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define RT_ASAN 1
#endif
#if defined(__SANITIZE_THREAD__)
#define RT_TSAN 1
#endif

/* The thread sanitizer counts calls and returns, for a fiber as long as it lives and up to a limit
 * that it does not check. A function that is called but never returns, on a stack that is used
 * again and again, must not count. */
#ifdef RT_TSAN
#define CONTEXT_UNCOUNTED __attribute__((disable_sanitizer_instrumentation))
#else
#define CONTEXT_UNCOUNTED
#endif

typedef struct Context {
    void *sp;
#ifdef RT_ASAN
    void *fake_stack;
    const void *bottom;
    size_t bytes;
#endif
#ifdef RT_TSAN
    void *fiber;
    bool abandoned; /* in the middle of calls, which the sanitizer still counts */
#endif
} Context;

/* Prepares a context that calls entry(arg) on the stack [low, high) when switched to. entry never
 * returns. */
void context_make(Context *context, void *low, void *high, void (*entry)(void *), void *arg);

/* Prepares the context of the calling thread's own stack. */
void context_of_thread(Context *context);

#ifdef RT_ASAN
void __sanitizer_start_switch_fiber(void **save, const void *bottom, size_t bytes);
void __sanitizer_finish_switch_fiber(void *saved, const void **bottom, size_t *bytes);
#endif
#ifdef RT_TSAN
void __tsan_switch_to_fiber(void *fiber, unsigned flags);
#endif

/* Leaves one stack and goes on where the other was left. Inline and without a return instruction:
 * the processor predicts returns by the calls it saw, and those were made on another stack. */
#if defined(__x86_64__)
static inline __attribute__((always_inline)) void context_swap(void **save_sp, void *load_sp)
{
    __asm__ volatile(
        "leaq -128(%%rsp), %%rsp\n\t" /* what the function keeps below its stack pointer */
        "leaq 1f(%%rip), %%rax\n\t"
        "pushq %%rax\n\t"
        "pushq %%rbp\n\t"
        "movq %%rsp, (%%rdi)\n\t"
        "movq %%rsi, %%rsp\n\t"
        "popq %%rbp\n\t"
        "popq %%rax\n\t"
        "jmpq *%%rax\n"
        "1:\n\t"
        "leaq 128(%%rsp), %%rsp"
        : "+D"(save_sp), "+S"(load_sp)
        :
        : "rax", "rbx", "rcx", "rdx", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15", "xmm0",
          "xmm1", "xmm2", "xmm3", "xmm4", "xmm5", "xmm6", "xmm7", "xmm8", "xmm9", "xmm10", "xmm11",
          "xmm12", "xmm13", "xmm14", "xmm15", "cc", "memory");
}
#else
void context_swap(void **save_sp, void *load_sp);
#endif

/* Continues `to`; returns when somebody switches back to `from`. */
static inline __attribute__((always_inline)) void context_switch(Context *from, Context *to)
{
#ifdef RT_ASAN
    __sanitizer_start_switch_fiber(&from->fake_stack, to->bottom, to->bytes);
#endif
#ifdef RT_TSAN
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
    context_swap(&from->sp, to->sp);
#ifdef RT_ASAN
    __sanitizer_finish_switch_fiber(from->fake_stack, NULL, NULL);
#endif
}

/* First thing on a fresh context: completes the switch that started it. */
void context_entered(void);

/* Says before a switch that nobody will come back to the calls that lie on this stack. */
void context_abandon(Context *context);

/* What goes with the context when its stack is not kept for another. */
void context_free(Context *context);

/* Continues `to` and abandons `from`, whose stack may be used anew. */
_Noreturn void context_leave(Context *from, Context *to);

#endif
