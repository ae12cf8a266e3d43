/* Passes over hand-written functions: what counts, loops and simplification make of them. */
#include "ir_text.h"

static void expect_after(void (*pass)(MirProgram *), const char *source, const char *expected)
{
    IrText t;
    ir_text_init(&t);
    ir_read(&t, source);
    mir_verify(t.p, "reading");
    pass(t.p);
    assert_string_equal(ir_shown(&t), expected);
    arena_free(t.arena);
}

/* ---- Counts ---- */

static void test_last_use_moves(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box -> Cell\n"
                 "block b0\n"
                 "  c:Cell = construct a\n"
                 "  return c\n",
                 "fn f(%0.a: Box) -> Cell\n"
                 "b0:\n"
                 "    %1.c = construct Cell#0 (%0.a)\n"
                 "    return %1.c\n\n");
}

static void test_use_twice_dups(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box -> Cell\n"
                 "block b0\n"
                 "  c:Cell = construct a a\n"
                 "  return c\n",
                 "fn f(%0.a: Box) -> Cell\n"
                 "b0:\n"
                 "    dup (%0.a)\n"
                 "    %1.c = construct Cell#0 (%0.a, %0.a)\n"
                 "    return %1.c\n\n");
}

static void test_parameters_only_read_are_borrowed(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box -> Box\n"
                 "block b0\n"
                 "  b:Box = field 0 a\n"
                 "  return b\n",
                 "fn f(%0.a: Box) -> Box borrows %0.a\n"
                 "b0:\n"
                 "    %1.b = field 0 (%0.a)\n"
                 "    dup (%1.b)\n"
                 "    return %1.b\n\n");
}

static void test_callers_drop_what_callees_borrow(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn read a:Box -> Int\n"
                 "block b0\n"
                 "  n:Int = field 0 a\n"
                 "  return n\n"
                 "fn f n:Int -> Int\n"
                 "block b0\n"
                 "  a:Box = construct n\n"
                 "  m:Int = call read a\n"
                 "  return m\n",
                 "fn read(%0.a: Box) -> Int borrows %0.a\n"
                 "b0:\n"
                 "    %1.n = field 0 (%0.a)\n"
                 "    return %1.n\n\n"
                 "fn f(%0.n: Int) -> Int\n"
                 "b0:\n"
                 "    %1.a = construct Box#0 (%0.n)\n"
                 "    %2.m = call read (%1.a)\n"
                 "    drop (%1.a)\n"
                 "    return %2.m\n\n");
}

static void test_other_branch_drops(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box b:Box c:Bool -> Box\n"
                 "block b0\n"
                 "  branch c b1 b2\n"
                 "block b1\n"
                 "  return a\n"
                 "block b2\n"
                 "  return b\n",
                 "fn f(%0.a: Box, %1.b: Box, %2.c: Bool) -> Box\n"
                 "b0:\n"
                 "    branch %2.c b1 b2\n"
                 "b1:\n"
                 "    drop (%1.b)\n"
                 "    return %0.a\n"
                 "b2:\n"
                 "    drop (%0.a)\n"
                 "    return %1.b\n\n");
}

/* The edge that skips b1 is critical: a drop there needs a block of its own. */
static void test_critical_edge_gets_a_block(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box c:Bool n:Int -> Int\n"
                 "block b0\n"
                 "  branch c b1 b2(n)\n"
                 "block b1\n"
                 "  x:Cell = construct a\n"
                 "  m:Int = field 0 x\n"
                 "  jump b2(m)\n"
                 "block b2 r:Int\n"
                 "  return r\n",
                 "fn f(%0.a: Box, %1.c: Bool, %2.n: Int) -> Int\n"
                 "b0:\n"
                 "    branch %1.c b1 b3\n"
                 "b1:\n"
                 "    %3.x = construct Cell#0 (%0.a)\n"
                 "    %4.m = field 0 (%3.x)\n"
                 "    unpack (%3.x)\n"
                 "    jump b2(%4.m)\n"
                 "b2(%5.r: Int):\n"
                 "    return %5.r\n"
                 "b3:\n"
                 "    drop (%0.a)\n"
                 "    jump b2(%2.n)\n\n");
}

static void test_loops_keep_what_they_need(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box l:List n:Int -> List\n"
                 "block b0\n"
                 "  jump b1(l)\n"
                 "block b1 acc:List\n"
                 "  c:Bool = intr int_lt n n\n"
                 "  branch c b2 b3\n"
                 "block b2\n"
                 "  more:List = prim list_push acc a\n"
                 "  jump b1(more)\n"
                 "block b3\n"
                 "  return acc\n",
                 "fn f(%0.a: Box, %1.l: List<Box>, %2.n: Int) -> List<Box>\n"
                 "b0:\n"
                 "    jump b1(%1.l)\n"
                 "b1(%3.acc: List<Box>):\n"
                 "    %4.c = intrinsic int_lt (%2.n, %2.n)\n"
                 "    branch %4.c b2 b3\n"
                 "b2:\n"
                 "    dup (%0.a)\n"
                 "    %5.more = prim list_push (%3.acc, %0.a)\n"
                 "    jump b1(%5.more)\n"
                 "b3:\n"
                 "    drop (%0.a)\n"
                 "    return %3.acc\n\n");
}

static void test_unused_result_is_dropped(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f g:Fun a:Box -> Unit\n"
                 "block b0\n"
                 "  r:Box = value g a\n"
                 "  u:Unit = unit\n"
                 "  return u\n",
                 "fn f(%0.g: (Box) -> Box, %1.a: Box) -> () borrows %0.g\n"
                 "b0:\n"
                 "    %2.r = call_value (%0.g, %1.a)\n"
                 "    drop (%2.r)\n"
                 "    %3.u = unit\n"
                 "    return %3.u\n\n");
}

static void test_nothing_is_dropped_before_a_panic(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f a:Box c:Bool -> Box\n"
                 "block b0\n"
                 "  branch c b1 b2\n"
                 "block b1\n"
                 "  return a\n"
                 "block b2\n"
                 "  panic\n",
                 "fn f(%0.a: Box, %1.c: Bool) -> Box\n"
                 "b0:\n"
                 "    branch %1.c b1 b2\n"
                 "b1:\n"
                 "    return %0.a\n"
                 "b2:\n"
                 "    panic \"stop\"\n\n");
}

/* ---- Parts ---- */

static void counts_and_cells(MirProgram *p)
{
    insert_counts(p);
    reuse_cells(p);
}

static void test_rebuilt_object_reuses_its_cell(void **state)
{
    (void)state;
    expect_after(counts_and_cells,
                 "fn f c:Cell -> Cell\n"
                 "block b0\n"
                 "  b:Box = field 0 c\n"
                 "  n:Int = field 1 c\n"
                 "  m:Int = intr int_add n n\n"
                 "  d:Cell = construct b m\n"
                 "  return d\n",
                 "fn f(%0.c: Cell) -> Cell\n"
                 "b0:\n"
                 "    %1.b = field 0 (%0.c)\n"
                 "    %2.n = field 1 (%0.c)\n"
                 "    unpack .0 keeps cell (%0.c, %1.b)\n"
                 "    %3.m = intrinsic int_add (%2.n, %2.n)\n"
                 "    %4.d = construct Cell#0 in cell of %0 (%1.b, %3.m)\n"
                 "    return %4.d\n\n");
}

/* While `c` lives its box is not counted; the call consumes one reference, so one is made for
 * it. */
static void test_held_part_is_dupped_when_consumed(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn eat b:Box -> Box\n"
                 "block b0\n"
                 "  return b\n"
                 "fn f n:Int b:Box -> Cell\n"
                 "block b0\n"
                 "  c:Cell = construct b n\n"
                 "  p:Box = field 0 c\n"
                 "  q:Box = call eat p\n"
                 "  d:Cell = construct q n\n"
                 "  l:List = prim list_push c d\n"
                 "  return c\n",
                 "fn eat(%0.b: Box) -> Box\n"
                 "b0:\n"
                 "    return %0.b\n\n"
                 "fn f(%0.n: Int, %1.b: Box) -> Cell\n"
                 "b0:\n"
                 "    %2.c = construct Cell#0 (%1.b, %0.n)\n"
                 "    %3.p = field 0 (%2.c)\n"
                 "    dup (%3.p)\n"
                 "    %4.q = call eat (%3.p)\n"
                 "    %5.d = construct Cell#0 (%4.q, %0.n)\n"
                 "    dup (%2.c)\n"
                 "    %6.l = prim list_push (%2.c, %5.d)\n"
                 "    drop (%6.l)\n"
                 "    return %2.c\n\n");
}

static void test_part_outlives_its_holder_on_one_branch(void **state)
{
    (void)state;
    expect_after(insert_counts,
                 "fn f c:Cell x:Bool n:Int -> Cell\n"
                 "block b0\n"
                 "  p:Box = field 0 c\n"
                 "  branch x b1 b2\n"
                 "block b1\n"
                 "  d:Cell = construct p n\n"
                 "  return d\n"
                 "block b2\n"
                 "  return c\n",
                 "fn f(%0.c: Cell, %1.x: Bool, %2.n: Int) -> Cell\n"
                 "b0:\n"
                 "    %3.p = field 0 (%0.c)\n"
                 "    branch %1.x b1 b2\n"
                 "b1:\n"
                 "    unpack .0 (%0.c, %3.p)\n"
                 "    %4.d = construct Cell#0 (%3.p, %2.n)\n"
                 "    return %4.d\n"
                 "b2:\n"
                 "    return %0.c\n\n");
}

/* ---- Tail calls ---- */

static void test_self_call_becomes_a_loop(void **state)
{
    (void)state;
    expect_after(make_tail_calls,
                 "fn f a:Box n:Int c:Bool -> Box\n"
                 "block b0\n"
                 "  branch c b1 b2\n"
                 "block b1\n"
                 "  m:Int = intr int_add n n\n"
                 "  r:Box = call f a m c\n"
                 "  jump b3(r)\n"
                 "block b2\n"
                 "  jump b3(a)\n"
                 "block b3 x:Box\n"
                 "  return x\n",
                 "fn f(%0.a: Box, %1.n: Int, %2.c: Bool) -> Box\n"
                 "b0:\n"
                 "    jump b1(%1.n)\n"
                 "b1(%6.n: Int): loop\n"
                 "    branch %2.c b3 b2\n"
                 "b2:\n"
                 "    return %0.a\n"
                 "b3:\n"
                 "    %3.m = intrinsic int_add (%6.n, %6.n)\n"
                 "    jump b1(%3.m)\n\n");
}

static void test_other_calls_become_tail_calls(void **state)
{
    (void)state;
    expect_after(make_tail_calls,
                 "fn g n:Int -> Unit\n"
                 "block b0\n"
                 "  r:Unit = call f n\n"
                 "  u:Unit = unit\n"
                 "  return u\n"
                 "fn f n:Int -> Unit\n"
                 "block b0\n"
                 "  r:Unit = call g n\n"
                 "  return r\n",
                 "fn g(%0.n: Int) -> ()\n"
                 "b0:\n"
                 "    tail call f (%0.n)\n\n"
                 "fn f(%0.n: Int) -> ()\n"
                 "b0:\n"
                 "    tail call g (%0.n)\n\n");
}

/* Two functions that call each other for ever must own what they hand on: a drop could never
 * follow. */
static void tail_calls_and_counts(MirProgram *p)
{
    make_tail_calls(p);
    insert_counts(p);
}

static void test_loops_of_tail_calls_own(void **state)
{
    (void)state;
    expect_after(tail_calls_and_counts,
                 "fn ping a:Box n:Int -> Int\n"
                 "block b0\n"
                 "  b:Box = construct n\n"
                 "  r:Int = call pong b n\n"
                 "  return r\n"
                 "fn pong a:Box n:Int -> Int\n"
                 "block b0\n"
                 "  r:Int = call ping a n\n"
                 "  return r\n",
                 "fn ping(%0.a: Box, %1.n: Int) -> Int\n"
                 "b0:\n"
                 "    drop (%0.a)\n"
                 "    %2.b = construct Box#0 (%1.n)\n"
                 "    tail call pong (%2.b, %1.n)\n\n"
                 "fn pong(%0.a: Box, %1.n: Int) -> Int\n"
                 "b0:\n"
                 "    tail call ping (%0.a, %1.n)\n\n");
}

/* ---- Simplification ---- */

static void test_unused_values_vanish(void **state)
{
    (void)state;
    expect_after(simplify,
                 "fn f a:Box c:Bool -> Box\n"
                 "block b0\n"
                 "  n:Int = field 0 a\n"
                 "  branch c b1 b2\n"
                 "block b1\n"
                 "  u:Unit = unit\n"
                 "  jump b3(u,a)\n"
                 "block b2\n"
                 "  v:Unit = unit\n"
                 "  jump b3(v,a)\n"
                 "block b3 w:Unit x:Box\n"
                 "  return x\n",
                 "fn f(%0.a: Box, %1.c: Bool) -> Box\n"
                 "b0:\n"
                 "    return %0.a\n\n");
}

static void test_constant_branch_is_taken(void **state)
{
    (void)state;
    expect_after(simplify,
                 "fn f a:Box b:Box -> Box\n"
                 "block b0\n"
                 "  c:Bool = bool 1\n"
                 "  branch c b1 b2\n"
                 "block b1\n"
                 "  return a\n"
                 "block b2\n"
                 "  return b\n",
                 "fn f(%0.a: Box, %1.b: Box) -> Box\n"
                 "b0:\n"
                 "    return %0.a\n\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_last_use_moves),
        cmocka_unit_test(test_use_twice_dups),
        cmocka_unit_test(test_parameters_only_read_are_borrowed),
        cmocka_unit_test(test_callers_drop_what_callees_borrow),
        cmocka_unit_test(test_other_branch_drops),
        cmocka_unit_test(test_critical_edge_gets_a_block),
        cmocka_unit_test(test_loops_keep_what_they_need),
        cmocka_unit_test(test_unused_result_is_dropped),
        cmocka_unit_test(test_nothing_is_dropped_before_a_panic),
        cmocka_unit_test(test_rebuilt_object_reuses_its_cell),
        cmocka_unit_test(test_held_part_is_dupped_when_consumed),
        cmocka_unit_test(test_part_outlives_its_holder_on_one_branch),
        cmocka_unit_test(test_self_call_becomes_a_loop),
        cmocka_unit_test(test_other_calls_become_tail_calls),
        cmocka_unit_test(test_loops_of_tail_calls_own),
        cmocka_unit_test(test_unused_values_vanish),
        cmocka_unit_test(test_constant_branch_is_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
