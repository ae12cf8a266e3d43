#include "sched/context.h"

#include <pthread.h>
#include <string.h>

void context_begin(void);

#ifdef RT_ASAN
void __asan_unpoison_memory_region(const volatile void *low, size_t bytes);
#endif
#ifdef RT_TSAN
void *__tsan_get_current_fiber(void);
void *__tsan_create_fiber(unsigned flags);
void __tsan_destroy_fiber(void *fiber);
#endif

#if defined(__x86_64__)
/* rbp, where to go on, arg, entry. */
#define SAVED_WORDS  4
#define SAVED_ARG    2
#define SAVED_ENTRY  3
#define SAVED_RETURN 1
#elif defined(__aarch64__)
/* x19 = entry, x20 = arg, ..., x29, x30 = where context_swap returns to, d8 to d15. */
#define SAVED_WORDS  20
#define SAVED_ARG    1
#define SAVED_ENTRY  0
#define SAVED_RETURN 11
#endif

void context_make(Context *context, void *low, void *high, void (*entry)(void *), void *arg)
{
    /* The stack pointer is 16-aligned when context_begin starts, and two words are left free above
     * it. */
    uintptr_t *sp = (uintptr_t *)((uintptr_t)high & ~(uintptr_t)15) - 2 - SAVED_WORDS;
#ifdef RT_ASAN
    /* Frames that a crash abandoned have left their red zones behind. */
    __asan_unpoison_memory_region(low, (size_t)((char *)high - (char *)low));
    context->fake_stack = NULL;
    context->bottom = low;
    context->bytes = (size_t)((char *)high - (char *)low);
#endif
#ifdef RT_TSAN
    if (context->abandoned)
        context_free(context);
    if (!context->fiber)
        context->fiber = __tsan_create_fiber(0);
#endif
    (void)low;
    memset(sp, 0, SAVED_WORDS * sizeof *sp);
    sp[SAVED_ARG] = (uintptr_t)arg;
    sp[SAVED_ENTRY] = (uintptr_t)entry;
    sp[SAVED_RETURN] = (uintptr_t)context_begin;
    context->sp = sp;
}

void context_of_thread(Context *context)
{
    *context = (Context){0};
#ifdef RT_ASAN
    pthread_attr_t attributes;
    void *bottom = NULL;
    size_t bytes = 0;
    if (pthread_getattr_np(pthread_self(), &attributes) == 0) {
        pthread_attr_getstack(&attributes, &bottom, &bytes);
        pthread_attr_destroy(&attributes);
    }
    context->bottom = bottom;
    context->bytes = bytes;
#endif
#ifdef RT_TSAN
    context->fiber = __tsan_get_current_fiber();
#endif
}

void context_entered(void)
{
#ifdef RT_ASAN
    __sanitizer_finish_switch_fiber(NULL, NULL, NULL);
#endif
}

void context_abandon(Context *context)
{
#ifdef RT_TSAN
    context->abandoned = true;
#else
    (void)context;
#endif
}

void context_free(Context *context)
{
#ifdef RT_TSAN
    if (context->fiber)
        __tsan_destroy_fiber(context->fiber);
    context->fiber = NULL;
    context->abandoned = false;
#else
    (void)context;
#endif
}

CONTEXT_UNCOUNTED _Noreturn void context_leave(Context *from, Context *to)
{
#ifdef RT_ASAN
    __sanitizer_start_switch_fiber(NULL, to->bottom, to->bytes);
#endif
#ifdef RT_TSAN
    __tsan_switch_to_fiber(to->fiber, 0);
#endif
    context_swap(&from->sp, to->sp);
    __builtin_unreachable();
}
