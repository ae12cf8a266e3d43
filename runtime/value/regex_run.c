/* regex_run.c - the Pike machine. All ways through the program that are possible at a place of the text are
 * threads of a list in order of preference; each instruction is on the list at most once, so the time is
 * bounded by length of the text times size of the program. */
#include "value/regex.h"

#include <string.h>
#include <unicase.h>

#include "base/code_point.h"

typedef struct ThreadList {
    uint32_t *at;      /* the instruction of each thread */
    int64_t *spans;    /* slots for each */
    uint32_t count;
} ThreadList;

typedef struct Machine {
    RegexProgram head;
    const RegexInstr *code;
    const RegexRange *ranges;
    const uint8_t *text;
    size_t length;
    uint32_t slots;        /* positions kept for each thread */
    uint32_t *marks;       /* by instruction: the step in which it came onto a list */
    uint32_t step;
    uint32_t *todo;        /* instructions still to follow, and slots to restore: see follow */
    int64_t *restore;
} Machine;

/* ---- Tests ---- */

static bool in_ranges(const Machine *m, const RegexInstr *instr, uint32_t c)
{
    for (uint32_t i = 0; i < instr->y; i++) {
        RegexRange range = m->ranges[instr->x + i];
        if (range.low == REGEX_CLASS ? regex_class_has(range.high, c) : c >= range.low && c <= range.high)
            return true;
    }
    return false;
}

static bool in_set(const Machine *m, const RegexInstr *instr, uint32_t c)
{
    bool has = in_ranges(m, instr, c);
    if (!has && (instr->z & 2))
        has = in_ranges(m, instr, uc_tolower(c)) || in_ranges(m, instr, uc_toupper(c));
    return has != ((instr->z & 1) != 0);
}

static bool word_before(const Machine *m, size_t at)
{
    uint32_t c;
    size_t start = at;
    while (start > 0 && (m->text[--start] & 0xC0) == 0x80 && at - start < 4) {
    }
    if (at == 0)
        return false;
    code_point_read(m->text + start, at - start, &c);
    return regex_class_has(REGEX_CLASS_WORD, c);
}

static bool word_after(const Machine *m, size_t at)
{
    uint32_t c;
    if (at >= m->length)
        return false;
    code_point_read(m->text + at, m->length - at, &c);
    return regex_class_has(REGEX_CLASS_WORD, c);
}

static bool holds(const Machine *m, RegexOp op, size_t at)
{
    switch (op) {
    case REGEX_TEXT_START:
        return at == 0;
    case REGEX_TEXT_END:
        return at == m->length;
    case REGEX_LINE_START:
        return at == 0 || m->text[at - 1] == '\n';
    case REGEX_LINE_END:
        return at == m->length || m->text[at] == '\n';
    case REGEX_WORD_EDGE:
        return word_before(m, at) != word_after(m, at);
    case REGEX_NO_WORD_EDGE:
        return word_before(m, at) == word_after(m, at);
    case REGEX_CHAR:
    case REGEX_CHAR_FOLD:
    case REGEX_SET:
    case REGEX_ANY:
    case REGEX_ANY_ALL:
    case REGEX_SPLIT:
    case REGEX_JUMP:
    case REGEX_SAVE:
    case REGEX_MATCH:
        break;
    }
    return false;
}

static bool reads(const Machine *m, const RegexInstr *instr, uint32_t c)
{
    switch ((RegexOp)instr->op) {
    case REGEX_CHAR:
        return instr->x == c;
    case REGEX_CHAR_FOLD:
        return instr->x == regex_fold(c);
    case REGEX_SET:
        return in_set(m, instr, c);
    case REGEX_ANY:
        return c != '\n';
    case REGEX_ANY_ALL:
        return true;
    case REGEX_SPLIT:
    case REGEX_JUMP:
    case REGEX_SAVE:
    case REGEX_TEXT_START:
    case REGEX_TEXT_END:
    case REGEX_LINE_START:
    case REGEX_LINE_END:
    case REGEX_WORD_EDGE:
    case REGEX_NO_WORD_EDGE:
    case REGEX_MATCH:
        break;
    }
    return false;
}

/* ---- Threads ---- */

static void add_thread(Machine *m, ThreadList *list, uint32_t at, const int64_t *spans)
{
    list->at[list->count] = at;
    memcpy(list->spans + (size_t)list->count * m->slots, spans, m->slots * sizeof *spans);
    list->count++;
}

#define RESTORE 0x80000000u

/* Adds all that can be reached from `start` without reading. `spans` is used and left as it was: the list of
 * things to do holds instructions and, marked, slots to set back. */
static void follow(Machine *m, ThreadList *list, uint32_t start, size_t place, int64_t *spans)
{
    uint32_t left = 0;
    m->todo[left++] = start;
    while (left > 0) {
        uint32_t at = m->todo[--left];
        if (at & RESTORE) {
            spans[at & ~RESTORE] = m->restore[left];
            continue;
        }
        if (m->marks[at] == m->step)
            continue;
        m->marks[at] = m->step;
        const RegexInstr *instr = &m->code[at];
        switch ((RegexOp)instr->op) {
        case REGEX_SPLIT:
            m->todo[left++] = instr->y;
            m->todo[left++] = instr->x;
            break;
        case REGEX_JUMP:
            m->todo[left++] = instr->x;
            break;
        case REGEX_SAVE:
            if (instr->x < m->slots) {
                m->restore[left] = spans[instr->x];
                m->todo[left++] = RESTORE | instr->x;
                spans[instr->x] = (int64_t)place;
            }
            m->todo[left++] = at + 1;
            break;
        case REGEX_TEXT_START:
        case REGEX_TEXT_END:
        case REGEX_LINE_START:
        case REGEX_LINE_END:
        case REGEX_WORD_EDGE:
        case REGEX_NO_WORD_EDGE:
            if (holds(m, (RegexOp)instr->op, place))
                m->todo[left++] = at + 1;
            break;
        case REGEX_CHAR:
        case REGEX_CHAR_FOLD:
        case REGEX_SET:
        case REGEX_ANY:
        case REGEX_ANY_ALL:
        case REGEX_MATCH:
            add_thread(m, list, at, spans);
            break;
        }
    }
}

/* ---- The search ---- */

static size_t skip_to_first(const Machine *m, size_t at)
{
    const uint32_t *first = m->head.first;
    while (at < m->length && !(first[m->text[at] / 32] >> (m->text[at] % 32) & 1))
        at++;
    return at;
}

static bool any_byte_first(const Machine *m)
{
    for (size_t i = 0; i < 8; i++)
        if (m->head.first[i] != 0xFFFFFFFF)
            return false;
    return true;
}

/* One code point for all threads; true when one of them is at the end of the program, which ends those that
 * are preferred less. */
static bool advance(Machine *m, const ThreadList *now, ThreadList *then, size_t after, uint32_t c, bool at_end,
                    int64_t *best)
{
    then->count = 0;
    m->step++;
    for (uint32_t i = 0; i < now->count; i++) {
        const RegexInstr *instr = &m->code[now->at[i]];
        int64_t *spans = now->spans + (size_t)i * m->slots;
        if (instr->op == REGEX_MATCH) {
            memcpy(best, spans, m->slots * sizeof *best);
            return true;
        }
        if (!at_end && reads(m, instr, c))
            follow(m, then, now->at[i] + 1, after, spans);
    }
    return false;
}

static bool run(Machine *m, size_t from, ThreadList *now, ThreadList *then, int64_t *fresh, int64_t *best)
{
    bool found = false, everywhere = any_byte_first(m);
    size_t at = from;
    m->step = 1;
    for (;;) {
        if (now->count == 0) {
            if (found)
                return true;
            if (!everywhere)
                at = skip_to_first(m, at);
            m->step++; /* what was tried further back says nothing about this place */
        }
        if (!found) {
            for (uint32_t i = 0; i < m->slots; i++)
                fresh[i] = -1;
            follow(m, now, 0, at, fresh);
        }
        uint32_t c = 0;
        bool at_end = at >= m->length;
        size_t after = at_end ? at : at + code_point_read(m->text + at, m->length - at, &c);
        found |= advance(m, now, then, after, c, at_end, best);
        if (at_end || (found && m->slots == 0))
            return found;
        ThreadList *other = now;
        now = then;
        then = other;
        at = after;
    }
}

/* One block: marks, things to do, two lists, slots. A SAVE adds two things to do, all else at most two. */
size_t regex_work_bytes(const uint8_t *program, size_t groups)
{
    RegexProgram head;
    memcpy(&head, program, sizeof head);
    size_t count = head.code_count, slots = (groups < head.groups ? groups : head.groups) * 2;
    size_t words = count + (2 * count + 2) + 2 * count;
    size_t longs = (2 * count + 2) + 2 * count * slots + 2 * slots;
    return longs * sizeof(int64_t) + words * sizeof(uint32_t);
}

bool regex_search(const uint8_t *program, const uint8_t *text, size_t length, size_t from, size_t groups,
                  int64_t *spans, void *work)
{
    Machine m = {.text = text, .length = length};
    memcpy(&m.head, program, sizeof m.head);
    m.code = (const RegexInstr *)(const void *)(program + sizeof m.head);
    m.ranges = (const RegexRange *)(const void *)(m.code + m.head.code_count);
    m.slots = (uint32_t)(groups < m.head.groups ? groups : m.head.groups) * 2;
    size_t count = m.head.code_count;
    m.restore = work;
    ThreadList one = {.spans = m.restore + 2 * count + 2}, two = {.spans = one.spans + count * m.slots};
    int64_t *fresh = two.spans + count * m.slots, *best = fresh + m.slots;
    m.marks = (uint32_t *)(best + m.slots);
    m.todo = m.marks + count;
    one.at = m.todo + 2 * count + 2;
    two.at = one.at + count;
    bool found = run(&m, from, &one, &two, fresh, best);
    if (found && spans)
        memcpy(spans, best, m.slots * sizeof *spans);
    return found;
}
