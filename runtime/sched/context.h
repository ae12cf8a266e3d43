/* context.h - an interrupted flow of control: a stack, and where it goes on.
 *
 * A worker thread has a context for its own stack; every actor in the middle of something has one on a stack
 * of its own. Switching takes place inside one thread, but a context may be continued by another thread than
 * the one that left it, so nothing thread-local may be cached over a switch. The sanitizers are told about
 * every switch. */
#ifndef RT_SCHED_CONTEXT_H
#define RT_SCHED_CONTEXT_H

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

typedef struct Context {
    void *sp;
#ifdef RT_ASAN
    void *fake_stack;
    const void *bottom;
    size_t bytes;
#endif
#ifdef RT_TSAN
    void *fiber;
#endif
} Context;

/* Prepares a context that calls entry(arg) on the stack [low, high) when switched to. entry never returns. */
void context_make(Context *context, void *low, void *high, void (*entry)(void *), void *arg);

/* Prepares the context of the calling thread's own stack. */
void context_of_thread(Context *context);

/* Continues `to`; returns when somebody switches back to `from`. */
void context_switch(Context *from, Context *to);

/* First thing on a fresh context: completes the switch that started it. */
void context_entered(void);

/* Continues `to` and abandons `from`, whose stack may be used anew. */
_Noreturn void context_leave(Context *from, Context *to);

#endif
