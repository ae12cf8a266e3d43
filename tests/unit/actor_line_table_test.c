/* The line table finds this test's own functions. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "actor/line_table.h"

#include <string.h>

static __attribute__((noinline)) uintptr_t return_address(void)
{
    return (uintptr_t)__builtin_return_address(0);
}

static void test_finds_the_line_of_a_call(void **state)
{
    (void)state;
    LineTable table;
    LinePlace place = {0};
    assert_true(line_table_open(&table));
    uintptr_t code = return_address();
    int line = __LINE__ - 1;
    assert_true(line_table_find(&table, code - 1, &place));
    assert_int_equal(place.line, line);
    assert_non_null(strstr(place.file, "actor_line_table_test.c"));
}

static void test_finds_nothing_outside(void **state)
{
    (void)state;
    LineTable table;
    LinePlace place;
    assert_true(line_table_open(&table));
    assert_false(line_table_find(&table, 16, &place));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_finds_the_line_of_a_call),
        cmocka_unit_test(test_finds_nothing_outside),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
