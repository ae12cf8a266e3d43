/* regex_parse.c - patterns to trees. The grammar is that of the usual linear-time engines; what they do not have
 * (back-references, look-around) is refused by name. */
#include "value/regex.h"

#include <string.h>
#include <unicase.h>
#include <unictype.h>

#include "base/code_point.h"
#include "base/memory.h"

enum { END = 0xFFFFFFFF, MAX_COUNT = 1000 };

typedef struct Parser {
    const uint8_t *text;
    size_t length, at;
    uint32_t flags;
    int depth;
    RegexTree *tree;
    RegexError *error;
} Parser;

static int32_t parse_either(Parser *p);

/* ---- Text ---- */

static int32_t fail(Parser *p, const char *text, size_t at)
{
    if (!p->error->text)
        *p->error = (RegexError){text, at};
    return -1;
}

static uint32_t peek(const Parser *p)
{
    uint32_t c = END;
    if (p->at < p->length)
        code_point_read(p->text + p->at, p->length - p->at, &c);
    return c;
}

static uint32_t next(Parser *p)
{
    uint32_t c = END;
    if (p->at < p->length)
        p->at += code_point_read(p->text + p->at, p->length - p->at, &c);
    return c;
}

static bool accept(Parser *p, const char *word)
{
    size_t length = strlen(word);
    if (p->length - p->at < length || memcmp(p->text + p->at, word, length) != 0)
        return false;
    p->at += length;
    return true;
}

/* ---- Nodes ---- */

/* Twice the room for what is full. NULL when there is no memory: the pattern is refused, its items stay. */
static void *grown(Parser *p, void *items, size_t *capacity, size_t item_bytes)
{
    size_t wanted = *capacity ? *capacity * 2 : 32;
    void *larger = memory_try_resize(items, wanted * item_bytes);
    if (larger)
        *capacity = wanted;
    else
        fail(p, REGEX_NO_MEMORY, p->at);
    return larger;
}

static int32_t node(Parser *p, RegexNode made)
{
    RegexTree *tree = p->tree;
    if (tree->count == tree->capacity) {
        RegexNode *nodes = grown(p, tree->nodes, &tree->capacity, sizeof *nodes);
        if (!nodes)
            return -1;
        tree->nodes = nodes;
    }
    tree->nodes[tree->count] = made;
    return (int32_t)tree->count++;
}

static void add_range(Parser *p, uint32_t low, uint32_t high)
{
    RegexTree *tree = p->tree;
    if (tree->range_count == tree->range_capacity) {
        RegexRange *ranges = grown(p, tree->ranges, &tree->range_capacity, sizeof *ranges);
        if (!ranges)
            return;
        tree->ranges = ranges;
    }
    tree->ranges[tree->range_count++] = (RegexRange){low, high};
}

static void add_name(Parser *p, const uint8_t *name, size_t length)
{
    RegexTree *tree = p->tree;
    while (tree->name_bytes + length + 1 > tree->name_capacity) {
        char *names = grown(p, tree->names, &tree->name_capacity, 1);
        if (!names)
            return;
        tree->names = names;
    }
    memcpy(tree->names + tree->name_bytes, name, length);
    tree->names[tree->name_bytes + length] = '\0';
    tree->name_bytes += length + 1;
}

static bool folds(const Parser *p)
{
    return p->flags & REGEX_IGNORE_CASE;
}

static int32_t char_node(Parser *p, uint32_t c)
{
    return node(p, (RegexNode){.kind = NODE_CHAR, .value = folds(p) ? regex_fold(c) : c, .fold = folds(p)});
}

static int32_t set_node(Parser *p, size_t first, bool negated)
{
    return node(p, (RegexNode){.kind = NODE_SET, .first = (uint32_t)first,
                               .count = (uint32_t)(p->tree->range_count - first), .negated = negated,
                               .fold = folds(p)});
}

/* ---- Escapes ---- */

static uint32_t hex_value(uint32_t c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : 16;
}

/* \xHH, \uHHHH, \x{H...}, \u{H...} */
static uint32_t hex_escape(Parser *p, int digits)
{
    size_t start = p->at;
    bool braces = accept(p, "{");
    uint32_t value = 0;
    int count = 0;
    while (braces ? peek(p) != '}' && peek(p) != END : count < digits) {
        uint32_t digit = hex_value(next(p));
        value = value * 16 + digit;
        if (digit > 15 || ++count > 6) {
            fail(p, "bad hexadecimal number", start);
            return 0;
        }
    }
    if ((braces && next(p) != '}') || count == 0 || value > 0x10FFFF) {
        fail(p, "bad hexadecimal number", start);
        return 0;
    }
    return value;
}

/* The class of a \p{Name}, as what goes into the `high` of a range; 0: unknown. */
static uint32_t property(Parser *p)
{
    char name[32];
    size_t length = 0, start = p->at;
    if (accept(p, "{")) {
        while (peek(p) != '}' && peek(p) != END && length + 1 < sizeof name)
            name[length++] = (char)next(p);
        if (next(p) != '}') {
            fail(p, "unclosed `{`", start);
            return 0;
        }
    } else if (peek(p) < 128) {
        name[length++] = (char)next(p);
    }
    name[length] = '\0';
    uc_general_category_t category = uc_general_category_byname(name);
    if (category.bitmask == 0)
        fail(p, "unknown Unicode class", start);
    return category.bitmask;
}

/* A class escape as the `high` of a range; 0 when the letter names none. */
static uint32_t class_escape(Parser *p, uint32_t letter)
{
    switch (letter) {
    case 'd':
        return UC_CATEGORY_Nd.bitmask;
    case 'D':
        return UC_CATEGORY_Nd.bitmask | REGEX_CLASS_NOT;
    case 'w':
        return REGEX_CLASS_WORD;
    case 'W':
        return REGEX_CLASS_WORD | REGEX_CLASS_NOT;
    case 's':
        return REGEX_CLASS_SPACE;
    case 'S':
        return REGEX_CLASS_SPACE | REGEX_CLASS_NOT;
    case 'p':
        return property(p);
    case 'P':
        return property(p) | REGEX_CLASS_NOT;
    default:
        return 0;
    }
}

/* The code point of an escape that stands for one; END after a failure. */
static uint32_t char_escape(Parser *p, uint32_t letter, size_t at)
{
    static const char letters[] = "nrtfvae0", values[] = "\n\r\t\f\v\a\033\0";
    const char *found = letter && letter < 128 ? strchr(letters, (int)letter) : NULL;
    if (found)
        return (uint8_t)values[found - letters];
    if (letter == 'x')
        return hex_escape(p, 2);
    if (letter == 'u')
        return hex_escape(p, 4);
    bool word = letter >= 128 || hex_value(letter) < 16 || (letter >= 'g' && letter <= 'z') ||
                (letter >= 'G' && letter <= 'Z');
    if (!word)
        return letter;
    if (letter >= '1' && letter <= '9')
        fail(p, "back-references are not supported", at);
    else
        fail(p, letter == END ? "pattern ends in a backslash" : "unknown escape", at);
    return END;
}

static int32_t assertion(Parser *p, RegexOp op)
{
    return node(p, (RegexNode){.kind = NODE_ASSERT, .value = op});
}

static int32_t parse_escape(Parser *p)
{
    size_t at = p->at - 1;
    uint32_t letter = next(p);
    switch (letter) {
    case 'b':
        return assertion(p, REGEX_WORD_EDGE);
    case 'B':
        return assertion(p, REGEX_NO_WORD_EDGE);
    case 'A':
        return assertion(p, REGEX_TEXT_START);
    case 'z':
        return assertion(p, REGEX_TEXT_END);
    default:
        break;
    }
    uint32_t class = class_escape(p, letter);
    if (p->error->text)
        return -1;
    if (class) {
        size_t first = p->tree->range_count;
        add_range(p, REGEX_CLASS, class);
        return set_node(p, first, false);
    }
    uint32_t c = char_escape(p, letter, at);
    return p->error->text ? -1 : char_node(p, c);
}

/* ---- Sets ---- */

static bool posix_class(Parser *p)
{
    static const struct {
        const char *name;
        const char *ranges; /* pairs */
    } classes[] = {{"[:alpha:]", "azAZ"}, {"[:digit:]", "09"},     {"[:alnum:]", "azAZ09"}, {"[:upper:]", "AZ"},
                   {"[:lower:]", "az"},   {"[:xdigit:]", "09afAF"}, {"[:word:]", "azAZ09__"}, {"[:punct:]", "!/:@[`{~"},
                   {"[:space:]", "\t\r  "}};
    for (size_t i = 0; i < sizeof classes / sizeof classes[0]; i++) {
        if (!accept(p, classes[i].name))
            continue;
        for (const char *pair = classes[i].ranges; *pair; pair += 2)
            add_range(p, (uint8_t)pair[0], (uint8_t)pair[1]);
        return true;
    }
    return false;
}

/* One member of a set: a code point, or END when it was a class and is added already. */
static uint32_t set_member(Parser *p)
{
    size_t at = p->at;
    uint32_t c = next(p);
    if (c != '\\')
        return c;
    uint32_t letter = next(p), class = class_escape(p, letter);
    if (class)
        add_range(p, REGEX_CLASS, class);
    if (class || p->error->text)
        return END;
    return letter == 'b' ? '\b' : char_escape(p, letter, at);
}

static int32_t parse_set(Parser *p)
{
    size_t start = p->at - 1, first = p->tree->range_count;
    bool negated = accept(p, "^");
    for (bool any = false; any == false || peek(p) != ']'; any = true) {
        if (peek(p) == END)
            return fail(p, "unclosed `[`", start);
        if (posix_class(p))
            continue;
        size_t at = p->at;
        uint32_t low = set_member(p);
        if (p->error->text)
            return -1;
        if (low == END)
            continue;
        uint32_t high = low;
        if (peek(p) == '-' && p->at + 1 < p->length && p->text[p->at + 1] != ']') {
            next(p);
            high = set_member(p);
            if (!p->error->text && (high == END || high < low))
                return fail(p, "range out of order", at);
        }
        if (p->error->text)
            return -1;
        add_range(p, low, high);
    }
    next(p);
    return set_node(p, first, negated);
}

/* ---- Groups ---- */

static bool parse_flags(Parser *p, size_t start)
{
    bool off = false;
    for (uint32_t c = peek(p); c != ')' && c != ':'; c = peek(p)) {
        next(p);
        uint32_t flag = c == 'i' ? REGEX_IGNORE_CASE : c == 'm' ? REGEX_MULTI_LINE : c == 's' ? REGEX_DOT_ALL : 0;
        if (c == '-' && !off) {
            off = true;
        } else if (flag == 0) {
            fail(p, "unknown group", start);
            return false;
        } else {
            p->flags = off ? p->flags & ~flag : p->flags | flag;
        }
    }
    return true;
}

static int32_t close_group(Parser *p, int32_t body, size_t start)
{
    if (body < 0)
        return -1;
    return next(p) == ')' ? body : fail(p, "unclosed group", start);
}

static int32_t capture(Parser *p, size_t start, const uint8_t *name, size_t length)
{
    if (p->tree->groups >= REGEX_MAX_GROUPS)
        return fail(p, "too many groups", start);
    uint32_t number = p->tree->groups++;
    add_name(p, name, length);
    int32_t body = close_group(p, parse_either(p), start);
    return body < 0 ? -1 : node(p, (RegexNode){.kind = NODE_GROUP, .value = number, .left = body});
}

static int32_t named_capture(Parser *p, size_t start)
{
    size_t from = p->at;
    while (peek(p) != '>' && peek(p) != END)
        next(p);
    if (peek(p) == END || p->at == from)
        return fail(p, "bad group name", start);
    size_t length = p->at - from;
    next(p);
    return capture(p, start, p->text + from, length);
}

static int32_t parse_group(Parser *p)
{
    size_t start = p->at - 1;
    uint32_t saved = p->flags;
    int32_t made;
    if (!accept(p, "?")) {
        made = capture(p, start, p->text, 0);
    } else if (accept(p, "P<") || (peek(p) == '<' && p->at + 1 < p->length && !strchr("=!", p->text[p->at + 1]) &&
                                   accept(p, "<"))) {
        made = named_capture(p, start);
    } else if (peek(p) == '=' || peek(p) == '!' || peek(p) == '<') {
        return fail(p, "look-around is not supported", start);
    } else {
        if (!parse_flags(p, start))
            return -1;
        /* (?i) holds to the end of the group around it. */
        if (next(p) == ')')
            return node(p, (RegexNode){.kind = NODE_EMPTY});
        made = close_group(p, parse_either(p), start);
    }
    p->flags = saved;
    return made;
}

/* ---- Repetition, sequences, alternatives ---- */

static int32_t parse_atom(Parser *p)
{
    size_t at = p->at;
    uint32_t c = next(p);
    switch (c) {
    case '(':
        return parse_group(p);
    case '[':
        return parse_set(p);
    case '\\':
        return parse_escape(p);
    case '.':
        return node(p, (RegexNode){.kind = p->flags & REGEX_DOT_ALL ? NODE_ANY_ALL : NODE_ANY});
    case '^':
        return assertion(p, p->flags & REGEX_MULTI_LINE ? REGEX_LINE_START : REGEX_TEXT_START);
    case '$':
        return assertion(p, p->flags & REGEX_MULTI_LINE ? REGEX_LINE_END : REGEX_TEXT_END);
    case '*':
    case '+':
    case '?':
        return fail(p, "nothing to repeat", at);
    default:
        return char_node(p, c);
    }
}

static bool number(Parser *p, int32_t *value)
{
    if (peek(p) < '0' || peek(p) > '9')
        return false;
    *value = 0;
    while (peek(p) >= '0' && peek(p) <= '9' && *value <= MAX_COUNT)
        *value = *value * 10 + (int32_t)(next(p) - '0');
    return true;
}

/* {n}, {n,} or {n,m}; anything else is text. */
static bool counts(Parser *p, int32_t *min, int32_t *max)
{
    size_t saved = p->at;
    if (accept(p, "{") && number(p, min)) {
        *max = *min;
        if (accept(p, ",") && !number(p, max))
            *max = REGEX_NO_LIMIT;
        if (accept(p, "}"))
            return true;
    }
    p->at = saved;
    return false;
}

static int32_t parse_repeat(Parser *p)
{
    int32_t atom = parse_atom(p), times = 0;
    while (atom >= 0) {
        int32_t min = 0, max = REGEX_NO_LIMIT;
        size_t at = p->at;
        if (accept(p, "+"))
            min = 1;
        else if (accept(p, "?"))
            max = 1;
        else if (!accept(p, "*") && !counts(p, &min, &max))
            break;
        if (min > MAX_COUNT || max > MAX_COUNT)
            return fail(p, "repetition is too large", at);
        if (max != REGEX_NO_LIMIT && max < min)
            return fail(p, "repetition out of order", at);
        if (++times + p->depth > REGEX_MAX_DEPTH)
            return fail(p, "nested too deeply", at);
        bool greedy = !accept(p, "?");
        atom = node(p, (RegexNode){.kind = NODE_REPEAT, .left = atom, .min = min, .max = max, .greedy = greedy});
    }
    return atom;
}

/* Chains lean to the right, so that long ones need no deep recursion. */
static bool chain(Parser *p, RegexNodeKind kind, int32_t part, int32_t *first, int32_t *last)
{
    int32_t link = node(p, (RegexNode){.kind = kind, .left = part, .right = -1});
    if (link < 0)
        return false;
    if (*first < 0)
        *first = link;
    else
        p->tree->nodes[*last].right = link;
    *last = link;
    return true;
}

static int32_t parse_sequence(Parser *p)
{
    int32_t first = -1, last = -1;
    while (peek(p) != END && peek(p) != '|' && peek(p) != ')') {
        int32_t part = parse_repeat(p);
        if (part < 0 || !chain(p, NODE_PAIR, part, &first, &last))
            return -1;
    }
    return first < 0 ? node(p, (RegexNode){.kind = NODE_EMPTY}) : first;
}

static int32_t parse_either(Parser *p)
{
    if (++p->depth > REGEX_MAX_DEPTH)
        return fail(p, "nested too deeply", p->at);
    int32_t first = -1, last = -1;
    do {
        int32_t way = parse_sequence(p);
        if (way < 0 || !chain(p, NODE_EITHER, way, &first, &last))
            return -1;
    } while (accept(p, "|"));
    p->depth--;
    return first;
}

/* ---- The whole ---- */

uint32_t regex_fold(uint32_t c)
{
    return uc_tolower(uc_toupper(c));
}

bool regex_class_has(uint32_t class, uint32_t c)
{
    bool has;
    if (class & REGEX_CLASS_WORD)
        has = c < 128 ? (c | 32) - 'a' < 26 || c - '0' < 10 || c == '_'
                      : uc_is_general_category_withtable(c, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M |
                                                                UC_CATEGORY_MASK_Nd | UC_CATEGORY_MASK_Nl |
                                                                UC_CATEGORY_MASK_Pc);
    else if (class & REGEX_CLASS_SPACE)
        has = c < 128 ? c == ' ' || c - '\t' < 5 : uc_is_property(c, UC_PROPERTY_WHITE_SPACE);
    else
        has = uc_is_general_category_withtable(c, class & ~REGEX_CLASS_NOT);
    return has != ((class & REGEX_CLASS_NOT) != 0);
}

bool regex_flags(const uint8_t *letters, size_t length, uint32_t *flags)
{
    *flags = 0;
    for (size_t i = 0; i < length; i++) {
        if (letters[i] == 'i')
            *flags |= REGEX_IGNORE_CASE;
        else if (letters[i] == 'm')
            *flags |= REGEX_MULTI_LINE;
        else if (letters[i] == 's')
            *flags |= REGEX_DOT_ALL;
        else
            return false;
    }
    return true;
}

bool regex_parse(const uint8_t *pattern, size_t length, uint32_t flags, RegexTree *tree, RegexError *error)
{
    *tree = (RegexTree){.groups = 1};
    *error = (RegexError){0};
    Parser p = {.text = pattern, .length = length, .flags = flags, .tree = tree, .error = error};
    add_name(&p, pattern, 0);
    tree->root = parse_either(&p);
    if (!error->text && p.at < length)
        fail(&p, "unopened `)`", p.at);
    if (error->text)
        regex_tree_free(tree);
    return !error->text;
}

void regex_tree_free(RegexTree *tree)
{
    memory_free(tree->nodes);
    memory_free(tree->ranges);
    memory_free(tree->names);
    *tree = (RegexTree){0};
}
