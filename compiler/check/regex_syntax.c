/* regex_syntax.c - the grammar of Regex.compile, read without building anything. Sizes are left to
 * the library. */
#include "check/regex_syntax.h"

#include <string.h>

enum { MAX_DEPTH = 50, MAX_COUNT = 1000, MAX_GROUPS = 100 };

typedef struct Reader {
    Text text;
    size_t at, fault_at;
    const char *fault;
    int depth, groups;
} Reader;

static void either(Reader *r);

static bool fail(Reader *r, const char *fault, size_t at)
{
    if (!r->fault) {
        r->fault = fault;
        r->fault_at = at;
    }
    return false;
}

static int peek(const Reader *r)
{
    return r->at < r->text.length ? (unsigned char)r->text.bytes[r->at] : -1;
}

static int next(Reader *r)
{
    int c = peek(r);
    if (c >= 0)
        r->at++;
    while (c >= 0xC0 && (peek(r) & 0xC0) == 0x80 && peek(r) >= 0)
        r->at++;
    return c;
}

static bool accept(Reader *r, const char *word)
{
    size_t length = strlen(word);
    if (r->text.length - r->at < length || memcmp(r->text.bytes + r->at, word, length) != 0)
        return false;
    r->at += length;
    return true;
}

static int hex_value(int c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    return (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 16;
}

static bool hex(Reader *r, int digits, long *value)
{
    size_t start = r->at;
    bool braces = accept(r, "{");
    int count = 0;
    *value = 0;
    while (braces ? peek(r) != '}' && peek(r) >= 0 : count < digits) {
        int digit = hex_value(next(r));
        *value = *value * 16 + digit;
        if (digit > 15 || ++count > 6)
            return fail(r, "bad hexadecimal number", start);
    }
    if ((braces && next(r) != '}') || count == 0 || *value > 0x10FFFF)
        return fail(r, "bad hexadecimal number", start);
    return true;
}

static void property(Reader *r)
{
    static const char *const names[] = {"L",  "LC", "Lu", "Ll", "Lt", "Lm", "Lo", "M",  "Mn", "Mc",
                                        "Me", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Ps", "Pe",
                                        "Pi", "Pf", "Po", "S",  "Sm", "Sc", "Sk", "So", "Z",  "Zs",
                                        "Zl", "Zp", "C",  "Cc", "Cf", "Cs", "Co", "Cn"};
    size_t start = r->at, length = 1;
    const char *name = r->text.bytes + r->at;
    if (accept(r, "{")) {
        name++;
        while (peek(r) != '}' && peek(r) >= 0)
            next(r);
        length = r->at - start - 1;
        if (next(r) != '}')
            fail(r, "unclosed `{`", start);
    } else {
        next(r);
    }
    if (length > 2)
        return; /* the long names are known to the library */
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
            return;
    fail(r, "unknown Unicode class", start);
}

/* The value of an escape that stands for one character; -1: a class or an assertion, or a fault. */
static long escape(Reader *r, bool in_set)
{
    static const char letters[] = "nrtfvae0", values[] = "\n\r\t\f\v\a\033";
    size_t at = r->at - 1;
    int letter = next(r);
    long value = -1;
    if (letter > 0 && strchr("dDwWsS", letter))
        return -1;
    if (letter > 0 && (strchr("pP", letter))) {
        property(r);
        return -1;
    }
    if (letter == 'b' && in_set)
        return '\b';
    if (letter > 0 && strchr("bBAz", letter) && !in_set)
        return -1;
    const char *found = letter > 0 && letter < 128 ? strchr(letters, letter) : NULL;
    if (found)
        return (unsigned char)values[found - letters];
    if (letter == 'x' || letter == 'u') {
        hex(r, letter == 'x' ? 2 : 4, &value);
        return value;
    }
    bool word = letter >= 128 || (letter >= '0' && letter <= '9') ||
                ((letter | 32) >= 'a' && (letter | 32) <= 'z');
    if (letter >= 0 && !word)
        return letter;
    fail(r,
         letter < 0                       ? "pattern ends in a backslash"
         : letter >= '1' && letter <= '9' ? "back-references are not supported"
                                          : "unknown escape",
         at);
    return -1;
}

/* ---- Sets ---- */

static bool posix_class(Reader *r)
{
    static const char *const names[] = {"[:alpha:]", "[:digit:]", "[:alnum:]",
                                        "[:upper:]", "[:lower:]", "[:xdigit:]",
                                        "[:word:]",  "[:punct:]", "[:space:]"};
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
        if (accept(r, names[i]))
            return true;
    return false;
}

static long code_point(Reader *r)
{
    size_t start = r->at;
    int first = next(r);
    long value = first < 0x80   ? first
                 : first < 0xE0 ? first & 0x1F
                 : first < 0xF0 ? first & 0x0F
                                : first & 7;
    for (size_t i = start + 1; i < r->at; i++)
        value = value << 6 | (r->text.bytes[i] & 0x3F);
    return value;
}

static long set_member(Reader *r)
{
    return accept(r, "\\") ? escape(r, true) : code_point(r);
}

static void set(Reader *r)
{
    size_t start = r->at - 1;
    accept(r, "^");
    for (bool any = false; !r->fault && (!any || peek(r) != ']'); any = true) {
        if (peek(r) < 0) {
            fail(r, "unclosed `[`", start);
            return;
        }
        if (posix_class(r))
            continue;
        size_t at = r->at;
        long low = set_member(r);
        bool ranges = low >= 0 && peek(r) == '-' && r->at + 1 < r->text.length &&
                      r->text.bytes[r->at + 1] != ']';
        if (r->fault || !ranges)
            continue;
        next(r);
        long high = set_member(r);
        if (!r->fault && high < low)
            fail(r, "range out of order", at);
    }
    next(r);
}

/* ---- Groups ---- */

static void close_group(Reader *r, size_t start)
{
    either(r);
    if (!r->fault && next(r) != ')')
        fail(r, "unclosed group", start);
}

static void capture(Reader *r, size_t start)
{
    if (++r->groups >= MAX_GROUPS)
        fail(r, "too many groups", start);
    close_group(r, start);
}

static void flags(Reader *r, size_t start)
{
    bool off = false;
    while (peek(r) != ')' && peek(r) != ':') {
        int c = next(r);
        if (c == '-' && !off)
            off = true;
        else if (c < 0 || !strchr("ims", c)) {
            fail(r, "unknown group", start);
            return;
        }
    }
    if (next(r) == ':')
        close_group(r, start);
}

static void group(Reader *r)
{
    size_t start = r->at - 1;
    bool look_behind = r->at + 2 < r->text.length && r->text.bytes[r->at + 1] == '<' &&
                       strchr("=!", r->text.bytes[r->at + 2]);
    if (!accept(r, "?")) {
        capture(r, start);
    } else if (!look_behind && (accept(r, "P<") || accept(r, "<"))) {
        size_t from = r->at;
        while (peek(r) != '>' && peek(r) >= 0)
            next(r);
        if (peek(r) < 0 || r->at == from) {
            fail(r, "bad group name", start);
            return;
        }
        next(r);
        capture(r, start);
    } else if (peek(r) == '=' || peek(r) == '!' || peek(r) == '<') {
        fail(r, "look-around is not supported", start);
    } else {
        flags(r, start);
    }
}

/* ---- Repetition, sequences, alternatives ---- */

static void atom(Reader *r)
{
    size_t at = r->at;
    int c = next(r);
    if (c == '(')
        group(r);
    else if (c == '[')
        set(r);
    else if (c == '\\')
        escape(r, false);
    else if (c == '*' || c == '+' || c == '?')
        fail(r, "nothing to repeat", at);
}

static bool number(Reader *r, long *value)
{
    if (peek(r) < '0' || peek(r) > '9')
        return false;
    *value = 0;
    while (peek(r) >= '0' && peek(r) <= '9' && *value <= MAX_COUNT)
        *value = *value * 10 + (next(r) - '0');
    return true;
}

static bool counts(Reader *r, long *min, long *max)
{
    size_t saved = r->at;
    if (accept(r, "{") && number(r, min)) {
        *max = *min;
        if (accept(r, ",") && !number(r, max))
            *max = -1;
        if (accept(r, "}"))
            return true;
    }
    r->at = saved;
    return false;
}

static void repeat(Reader *r)
{
    atom(r);
    for (int times = 0; !r->fault;) {
        long min = 0, max = -1;
        size_t at = r->at;
        if (!accept(r, "+") && !accept(r, "?") && !accept(r, "*") && !counts(r, &min, &max))
            return;
        if (min > MAX_COUNT || max > MAX_COUNT)
            fail(r, "repetition is too large", at);
        else if (max >= 0 && max < min)
            fail(r, "repetition out of order", at);
        else if (++times + r->depth > MAX_DEPTH)
            fail(r, "nested too deeply", at);
        accept(r, "?");
    }
}

static void either(Reader *r)
{
    if (++r->depth > MAX_DEPTH)
        fail(r, "nested too deeply", r->at);
    do {
        while (!r->fault && peek(r) >= 0 && peek(r) != '|' && peek(r) != ')')
            repeat(r);
    } while (!r->fault && accept(r, "|"));
    r->depth--;
}

const char *regex_fault(Text pattern, size_t *at)
{
    Reader r = {.text = pattern};
    either(&r);
    if (!r.fault && r.at < pattern.length)
        fail(&r, "unopened `)`", r.at);
    *at = r.fault_at;
    return r.fault;
}
