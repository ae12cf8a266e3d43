/* What a stack gives back while its task waits. */
#include "sched/stack.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#define PAGE  ((size_t)4096)
#define DEPTH (16 * PAGE)

static int failures;

static void check(bool held, const char *what)
{
    if (held)
        return;
    fprintf(stderr, "%s\n", what);
    failures++;
}

/* How many of the DEPTH bytes' pages below the one of sp are in memory. */
static size_t pages_below(const Stack *stack)
{
    unsigned char resident[DEPTH / PAGE];
    char *end = (char *)((uintptr_t)stack->context.sp & ~(uintptr_t)(PAGE - 1));
    size_t count = 0;
    if (mincore(end - DEPTH, DEPTH, resident) != 0)
        return 0;
    for (size_t i = 0; i < sizeof resident; i++)
        count += resident[i] & 1;
    return count;
}

/* As if the task had been so deep and had come back. */
static void go_deep(const Stack *stack)
{
    char *end = (char *)((uintptr_t)stack->context.sp & ~(uintptr_t)(PAGE - 1));
    memset(end - DEPTH, 1, DEPTH);
}

int main(void)
{
    StackPool pool;
    StackCache cache = {0};
    if (!stack_pool_init(&pool))
        return 1;
    Stack *stack = stack_take(&pool, &cache, false);
    char *used = (char *)stack_high(stack) - 600;
    memset(used, 7, 600);
    stack->context.sp = used;

    go_deep(stack);
    check(pages_below(stack) == DEPTH / PAGE, "the pages are there");
    stack_trim_waiting(stack);
    check(pages_below(stack) == 0, "the first wait gives them back");
    bool kept = true;
    for (int i = 0; i < 600; i++)
        kept = kept && used[i] == 7;
    check(kept, "what is in use stays");

    stack_trim_waiting(stack);
    go_deep(stack);
    stack_trim_waiting(stack);
    check(pages_below(stack) == DEPTH / PAGE, "the third wait does not look");
    stack_trim_waiting(stack);
    check(pages_below(stack) == 0, "the fourth does");

    stack_give(&pool, &cache, stack);
    check(stack_take(&pool, &cache, false) == stack && stack->waits == 0,
          "a stack that was cached begins anew");
    check(stack_pool_used(&pool) == 1, "one stack in use");
    return failures > 0;
}
