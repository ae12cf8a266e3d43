#include "base/source.h"

Source *source_new(Arena *arena, const char *path, Text text)
{
    if (text.length >= 3 && memcmp(text.bytes, "\xEF\xBB\xBF", 3) == 0)
        text = (Text){text.bytes + 3, text.length - 3};
    Source *source = ARENA_NEW(arena, Source);
    source->path = path;
    source->text = text;

    uint32_t count = 1;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '\n' || (c == '\r' && !(i + 1 < text.length && text.bytes[i + 1] == '\n')))
            count++;
    }
    source->line_starts = ARENA_ARRAY(arena, uint32_t, count);
    source->line_count = count;
    uint32_t line = 1;
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '\n' || (c == '\r' && !(i + 1 < text.length && text.bytes[i + 1] == '\n')))
            source->line_starts[line++] = (uint32_t)i + 1;
    }
    return source;
}

uint32_t source_line(const Source *source, uint32_t offset)
{
    uint32_t low = 0, high = source->line_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (source->line_starts[middle] <= offset)
            low = middle;
        else
            high = middle;
    }
    return low + 1;
}

uint32_t source_column(const Source *source, uint32_t offset)
{
    uint32_t column = 1;
    if (offset > source->text.length)
        offset = (uint32_t)source->text.length;
    for (uint32_t i = source->line_starts[source_line(source, offset) - 1]; i < offset; i++) {
        /* The continuation bytes of a character do not count. */
        if (((unsigned char)source->text.bytes[i] & 0xC0) != 0x80)
            column++;
    }
    return column;
}

Text source_line_text(const Source *source, uint32_t line)
{
    if (line == 0 || line > source->line_count)
        return TEXT("");
    size_t start = source->line_starts[line - 1];
    size_t end = line < source->line_count ? source->line_starts[line] : source->text.length;
    while (end > start &&
           (source->text.bytes[end - 1] == '\n' || source->text.bytes[end - 1] == '\r'))
        end--;
    return (Text){source->text.bytes + start, end - start};
}

Span span_join(Span a, Span b)
{
    if (!a.source)
        return b;
    if (a.source != b.source)
        return a;
    return (Span){a.source, a.start < b.start ? a.start : b.start, a.end > b.end ? a.end : b.end};
}
