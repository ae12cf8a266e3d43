#include "base/diag_render.h"

#include "base/unicode.h"

#include <string.h>

/* The shape of a message:
 *
 *     [E0001] Error: expected Int, found String
 *       --> inventory.mpl:12:18
 *        |
 *     12 |   let left = p.stock - p.sku
 *        |                        ^^^^^ this is String
 *        |
 *     Help: convert with Int.parse, or interpolate
 */

enum { TAB_COLUMNS = 4, LINE_COLUMNS = 200, CONTEXT_COLUMNS = 60 };

typedef struct Colours {
    const char *severity, *gutter, *help, *bold, *off;
} Colours;

/* One character of a line as it is shown. */
typedef struct Glyph {
    char text[16];
    int columns;
    size_t bytes; /* of the source */
} Glyph;

/* ---- Showing text ---- */

static bool is_hidden(uint32_t c)
{
    /* C1 controls, and the marks that turn the direction of text: they would let a line look like
     * another. */
    return (c >= 0x80 && c < 0xA0) || (c >= 0x202A && c <= 0x202E) ||
           (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x2028 ||
           c == 0x2029 || c == 0xFEFF;
}

static Glyph glyph_at(Text line, size_t at, int column)
{
    Glyph glyph = {.bytes = 1};
    uint32_t c = 0;
    size_t length = utf8_decode(line, at, &c);
    if (length == 0) {
        glyph.columns =
            snprintf(glyph.text, sizeof glyph.text, "\\x%02X", (unsigned char)line.bytes[at]);
        return glyph;
    }
    glyph.bytes = length;
    if (c == '\t') {
        glyph.columns = TAB_COLUMNS - column % TAB_COLUMNS;
        memset(glyph.text, ' ', (size_t)glyph.columns);
    } else if (c < 0x20 || c == 0x7F) {
        glyph.columns = snprintf(glyph.text, sizeof glyph.text, "\\x%02X", c);
    } else if (is_hidden(c)) {
        glyph.columns = snprintf(glyph.text, sizeof glyph.text, "\\u{%X}", c);
    } else {
        memcpy(glyph.text, line.bytes + at, length);
        glyph.columns = unicode_width(c);
    }
    return glyph;
}

/* Messages may quote names and literals of the program, so they are shown with the same care. */
static void put_text(FILE *out, const char *message)
{
    Text text = text_of(message);
    for (size_t at = 0; at < text.length;) {
        if (text.bytes[at] == '\n') {
            fputc('\n', out);
            at++;
            continue;
        }
        Glyph glyph = glyph_at(text, at, 0);
        fputs(glyph.text, out);
        at += glyph.bytes;
    }
}

static int columns_up_to(Text line, size_t offset)
{
    int columns = 0;
    for (size_t at = 0; at < line.length && at < offset;) {
        Glyph glyph = glyph_at(line, at, columns);
        columns += glyph.columns;
        at += glyph.bytes;
    }
    return columns;
}

/* ---- Marked lines ---- */

/* Which columns of a line are shown; a long line is cut around its first mark. */
typedef struct Window {
    int first, last; /* columns first .. last - 1 */
    bool cut_left, cut_right;
} Window;

static Window window_of(int line_columns, int mark_from)
{
    Window window = {0, line_columns, false, false};
    if (line_columns <= LINE_COLUMNS)
        return window;
    window.first = mark_from > CONTEXT_COLUMNS ? mark_from - CONTEXT_COLUMNS : 0;
    window.last = window.first + LINE_COLUMNS - 2 * CONTEXT_COLUMNS / 3;
    if (window.last > line_columns)
        window.last = line_columns;
    window.cut_left = window.first > 0;
    window.cut_right = window.last < line_columns;
    return window;
}

static void put_line(FILE *out, Text line, Window window)
{
    if (window.cut_left)
        fputs("...", out);
    int column = 0;
    for (size_t at = 0; at < line.length && column < window.last;) {
        Glyph glyph = glyph_at(line, at, column);
        if (column >= window.first)
            fputs(glyph.text, out);
        column += glyph.columns;
        at += glyph.bytes;
    }
    if (window.cut_right)
        fputs("...", out);
    fputc('\n', out);
}

typedef struct Renderer {
    FILE *out;
    Colours colours;
    int gutter; /* width of the line numbers */
} Renderer;

static void put_gutter(Renderer *r, uint32_t line)
{
    if (line > 0)
        fprintf(r->out, "%s%*u |%s", r->colours.gutter, r->gutter, line, r->colours.off);
    else
        fprintf(r->out, "%s%*s |%s", r->colours.gutter, r->gutter, "", r->colours.off);
}

typedef struct Mark {
    const DiagLabel *label;
    uint32_t line, last; /* equal unless the span goes over several lines */
    bool primary;
} Mark;
typedef VEC(Mark) MarkVec;

/* What is shown of one file. At most one span over several lines has a bar in the margin; of others
 * that cross it only the first line is marked. */
typedef struct Block {
    const Source *source;
    MarkVec marks;
    const Mark *tall; /* the one with the bar, or NULL */
} Block;

static uint32_t line_start_of(const Source *source, uint32_t line)
{
    return source->line_starts[line - 1];
}

static int first_column(const Source *source, const Mark *mark)
{
    return columns_up_to(source_line_text(source, mark->line),
                         mark->label->span.start - line_start_of(source, mark->line));
}

/* Of the last character of the span. */
static int last_column(const Source *source, const Mark *mark)
{
    Text line = source_line_text(source, mark->last);
    int columns = columns_up_to(line, mark->label->span.end - line_start_of(source, mark->last));
    return columns > 0 ? columns - 1 : 0;
}

static bool begins_its_line(const Source *source, const Mark *mark)
{
    Text line = source_line_text(source, mark->line);
    size_t before = mark->label->span.start - line_start_of(source, mark->line);
    for (size_t i = 0; i < before && i < line.length; i++)
        if (line.bytes[i] != ' ' && line.bytes[i] != '\t')
            return false;
    return true;
}

/* Two columns in front of a line when the block has a tall mark. `under` is the row below the
 * line. */
static void put_margin(Renderer *r, const Block *block, uint32_t line, bool under)
{
    const Mark *tall = block->tall;
    if (!tall)
        return;
    bool slash = begins_its_line(block->source, tall);
    const char *bar = "  ";
    if (line > tall->line && line <= tall->last)
        bar = "| ";
    else if (line == tall->line && slash)
        bar = under ? "| " : "/ ";
    fprintf(r->out, "%s%s%s", tall->primary ? r->colours.severity : r->colours.gutter, bar,
            r->colours.off);
}

static void put_label(Renderer *r, const Mark *mark)
{
    if (mark->label->text[0] != '\0') {
        fputc(' ', r->out);
        put_text(r->out, mark->label->text);
    }
    fprintf(r->out, "%s\n", r->colours.off);
}

static void put_mark(Renderer *r, const Block *block, const Mark *mark, Text line, Window window)
{
    uint32_t line_start = line_start_of(block->source, mark->line);
    Span span = mark->label->span;
    int from = columns_up_to(line, span.start - line_start);
    int to = columns_up_to(line, span.end > line_start ? span.end - line_start : 0);
    if (to > window.last)
        to = window.last;
    if (to <= from)
        to = from + 1;
    int shift = window.cut_left ? 3 - window.first : 0;
    put_gutter(r, 0);
    fputc(' ', r->out);
    put_margin(r, block, mark->line, true);
    fprintf(r->out, "%*s%s", from + shift, "",
            mark->primary ? r->colours.severity : r->colours.gutter);
    for (int column = from; column < to; column++)
        fputc(mark->primary ? '^' : '-', r->out);
    put_label(r, mark);
}

/* The row below the first or last line of the tall mark: from the margin to where the span begins
 * or ends. */
static void put_corner(Renderer *r, const Mark *tall, int column, Window window, bool last)
{
    if (window.cut_left)
        column += 3 - window.first;
    if (column < 0 || column > LINE_COLUMNS)
        column = 0;
    put_gutter(r, 0);
    fprintf(r->out, " %s%c", tall->primary ? r->colours.severity : r->colours.gutter,
            last ? '|' : ' ');
    for (int i = 0; i <= column; i++)
        fputc('_', r->out);
    fputc(tall->primary ? '^' : '-', r->out);
    if (last)
        put_label(r, tall);
    else
        fprintf(r->out, "%s\n", r->colours.off);
}

/* A line, then a row for each mark on it. */
static void put_marked_line(Renderer *r, const Block *block, uint32_t number)
{
    const Source *source = block->source;
    const Mark *tall = block->tall, *anchor = NULL;
    for (size_t i = 0; i < block->marks.count; i++) {
        const Mark *mark = &block->marks.items[i];
        if (mark->line == number && (!anchor || mark->primary))
            anchor = mark;
    }
    Text line = source_line_text(source, number);
    bool ends = tall && tall->last == number;
    int mark_from = anchor ? first_column(source, anchor) : ends ? last_column(source, tall) : 0;
    Window window = window_of(columns_up_to(line, line.length), mark_from);
    put_gutter(r, number);
    fputc(' ', r->out);
    put_margin(r, block, number, false);
    put_line(r->out, line, window);
    for (size_t i = 0; i < block->marks.count; i++) {
        const Mark *mark = &block->marks.items[i];
        if (mark->line != number || mark == tall)
            continue;
        int from = first_column(source, mark);
        if (from >= window.first && from <= window.last)
            put_mark(r, block, mark, line, window);
    }
    if (tall && tall->line == number && !begins_its_line(source, tall))
        put_corner(r, tall, first_column(source, tall), window, false);
    if (ends)
        put_corner(r, tall, last_column(source, tall), window, true);
}

/* By line; of one line, in the order they were given. */
static void sort_marks(MarkVec *marks)
{
    for (size_t i = 1; i < marks->count; i++) {
        Mark mark = marks->items[i];
        size_t at = i;
        for (; at > 0 && marks->items[at - 1].line > mark.line; at--)
            marks->items[at] = marks->items[at - 1];
        marks->items[at] = mark;
    }
}

/* The smallest line above `line` that is to be shown, 0 for none. The line between two shown ones
 * is shown, too. */
static uint32_t next_line(const Block *block, uint32_t line)
{
    uint32_t next = 0;
    for (size_t i = 0; i < block->marks.count; i++) {
        uint32_t at = block->marks.items[i].line;
        if (at > line && (next == 0 || at < next))
            next = at;
    }
    const Mark *tall = block->tall;
    if (tall && tall->last > line && (next == 0 || tall->last < next))
        next = tall->last;
    bool inside = tall && line >= tall->line && line < tall->last;
    return inside && next == line + 2 ? line + 1 : next;
}

static void put_gap(Renderer *r, const Block *block, uint32_t line)
{
    const Mark *tall = block->tall;
    fprintf(r->out, "%s...%s", r->colours.gutter, r->colours.off);
    if (tall && line >= tall->line && line < tall->last)
        fprintf(r->out, "%*s%s|%s", r->gutter, "",
                tall->primary ? r->colours.severity : r->colours.gutter, r->colours.off);
    fputc('\n', r->out);
}

static void put_marks(Renderer *r, const Block *block)
{
    put_gutter(r, 0);
    fputc('\n', r->out);
    uint32_t before = 0;
    for (uint32_t line = next_line(block, 0); line > 0; line = next_line(block, line)) {
        if (before > 0 && line > before + 1)
            put_gap(r, block, before);
        put_marked_line(r, block, line);
        before = line;
    }
    put_gutter(r, 0);
    fputc('\n', r->out);
}

static uint32_t last_line_of(Span span)
{
    uint32_t first = source_line(span.source, span.start);
    uint32_t last = span.end > span.start ? source_line(span.source, span.end - 1) : first;
    return last > first ? last : first;
}

static void put_place(Renderer *r, const char *arrow, Span span)
{
    fprintf(r->out, "%s%*s%s%s ", r->colours.gutter, r->gutter, "", arrow, r->colours.off);
    put_text(r->out, span.source->path);
    fprintf(r->out, ":%u:%u\n", source_line(span.source, span.start),
            source_column(span.source, span.start));
}

/* The primary, when it is tall, else the first that is. */
static const Mark *find_tall(const MarkVec *marks)
{
    const Mark *tall = NULL;
    for (size_t i = 0; i < marks->count; i++) {
        const Mark *mark = &marks->items[i];
        if (mark->last > mark->line && (!tall || mark->primary))
            tall = mark;
    }
    return tall;
}

/* The labels in one file, the primary's first. */
static void put_source(Renderer *r, Arena *arena, const Diag *diag, const Source *source)
{
    Block block = {.source = source};
    for (size_t i = 0; i < diag->labels.count; i++) {
        const DiagLabel *label = &diag->labels.items[i];
        if (label->span.source != source)
            continue;
        Mark mark = {label, source_line(source, label->span.start), last_line_of(label->span),
                     i == 0};
        if (block.marks.count == 0)
            put_place(r, i == 0 ? "-->" : ":::", label->span);
        vec_push(arena, &block.marks, mark);
    }
    sort_marks(&block.marks);
    block.tall = find_tall(&block.marks);
    put_marks(r, &block);
}

static bool shown_before(const Diag *diag, size_t index)
{
    for (size_t i = 0; i < index; i++) {
        if (diag->labels.items[i].span.source == diag->labels.items[index].span.source)
            return true;
    }
    return false;
}

static int gutter_width(const Diag *diag)
{
    uint32_t largest = 1;
    for (size_t i = 0; i < diag->labels.count; i++) {
        Span span = diag->labels.items[i].span;
        uint32_t line = span.source ? last_line_of(span) : 1;
        largest = line > largest ? line : largest;
    }
    return snprintf(NULL, 0, "%u", largest);
}

static void render_diag(FILE *out, Arena *arena, const Diag *diag, bool colour)
{
    static const char *const names[] = {
        [SEVERITY_ERROR] = "Error", [SEVERITY_WARNING] = "Warning", [SEVERITY_NOTE] = "Note"};
    static const char *const marks[] = {[SEVERITY_ERROR] = "\x1b[1;31m",
                                        [SEVERITY_WARNING] = "\x1b[1;33m",
                                        [SEVERITY_NOTE] = "\x1b[1;36m"};
    Severity severity = diag_severity(diag->code);
    Colours plain = {"", "", "", "", ""};
    Colours bright = {marks[severity], "\x1b[36m", "\x1b[36m", "\x1b[1m", "\x1b[0m"};
    Renderer r = {out, colour ? bright : plain, gutter_width(diag)};
    fprintf(out, "%s[%s] %s%s: %s", r.colours.severity, diag_code_text(diag->code), names[severity],
            r.colours.off, r.colours.bold);
    put_text(out, diag->message);
    fprintf(out, "%s\n", r.colours.off);
    for (size_t i = 0; i < diag->labels.count; i++) {
        if (diag->labels.items[i].span.source && !shown_before(diag, i))
            put_source(&r, arena, diag, diag->labels.items[i].span.source);
    }
    if (diag->hint) {
        fprintf(out, "%sHelp:%s ", r.colours.help, r.colours.off);
        put_text(out, diag->hint);
        fputc('\n', out);
    }
    fputc('\n', out);
}

void diag_render_text(const DiagList *list, FILE *out, bool colour)
{
    Arena *arena = arena_new();
    for (size_t i = 0; i < list->items.count; i++)
        render_diag(out, arena, list->items.items[i], colour);
    arena_free(arena);
}

/* ---- JSON ---- */

static void put_json(FILE *out, const char *string)
{
    if (!string) {
        fputs("null", out);
        return;
    }
    Text text = text_of(string);
    fputc('"', out);
    for (size_t at = 0; at < text.length;) {
        uint32_t c = 0;
        size_t length = utf8_decode(text, at, &c);
        if (length == 0)
            fputs("\\ufffd", out);
        else if (c == '"' || c == '\\')
            fprintf(out, "\\%c", (int)c);
        else if (c == '\n')
            fputs("\\n", out);
        else if (c == '\t')
            fputs("\\t", out);
        else if (c < 0x20 || c == 0x7F || c == 0x2028 || c == 0x2029)
            fprintf(out, "\\u%04x", c);
        else
            fwrite(text.bytes + at, 1, length, out);
        at += length > 0 ? length : 1;
    }
    fputc('"', out);
}

static void render_json(FILE *out, const Diag *diag)
{
    const Source *source = diag->labels.items[0].span.source;
    static const char *const severities[] = {
        [SEVERITY_ERROR] = "error", [SEVERITY_WARNING] = "warning", [SEVERITY_NOTE] = "note"};
    fprintf(out, "{\"code\":\"%s\",\"severity\":\"%s\",\"message\":", diag_code_text(diag->code),
            severities[diag_severity(diag->code)]);
    put_json(out, diag->message);
    fputs(",\"file\":", out);
    put_json(out, source ? source->path : NULL);
    fputs(",\"spans\":[", out);
    bool first = true;
    for (size_t i = 0; i < diag->labels.count; i++) {
        const DiagLabel *label = &diag->labels.items[i];
        if (!label->span.source)
            continue;
        fprintf(out, "%s{\"start\":%u,\"end\":%u,\"label\":", first ? "" : ",", label->span.start,
                label->span.end);
        put_json(out, label->text);
        /* A span without a file of its own is in the file of the message. */
        if (label->span.source != source) {
            fputs(",\"file\":", out);
            put_json(out, label->span.source->path);
        }
        fputc('}', out);
        first = false;
    }
    fputs("],\"fix\":", out);
    put_json(out, diag->hint);
    fputs("}\n", out);
}

void diag_render_json(const DiagList *list, FILE *out)
{
    for (size_t i = 0; i < list->items.count; i++)
        render_json(out, list->items.items[i]);
}
