#include "wire/http1_internal.h"

#include <string.h>

Http1Step http1_head_done(Http1Parser *p)
{
    if (p->has_coding) {
        p->state = IN_CHUNK_LINE;
        return STEP_ON;
    }
    if (p->content_length > p->max_body)
        return http1_refuse(p, 413);
    p->state = IN_BODY;
    return STEP_ON;
}

Http1Step http1_in_sized_body(Http1Parser *p, size_t length)
{
    if (length - p->scan < p->content_length)
        return STEP_WAIT;
    p->request.body_length = (size_t)p->content_length;
    p->scan += p->request.body_length;
    p->state = AT_END;
    return STEP_DONE;
}

static size_t skip_blanks(const Http1Line *line, size_t at)
{
    while (at < line->length && (line->bytes[at] == ' ' || line->bytes[at] == '\t'))
        at++;
    return at;
}

static size_t skip_token(const Http1Line *line, size_t at)
{
    while (at < line->length && http_is_token_byte(line->bytes[at]))
        at++;
    return at;
}

/* The end of a quoted string that begins at `at`, or 0. */
static size_t skip_quoted(const Http1Line *line, size_t at)
{
    for (at++; at < line->length; at++) {
        uint8_t byte = line->bytes[at];
        if (byte == '"')
            return at + 1;
        if (byte == '\\')
            at++;
        if (at == line->length || !http_is_value(line->bytes + at, 1))
            return 0;
    }
    return 0;
}

/* `;name` or `;name=value`, repeated, up to the end of the line. */
static bool extensions_are_well_formed(const Http1Line *line, size_t at)
{
    while (at < line->length) {
        at = skip_blanks(line, at);
        if (at == line->length || line->bytes[at] != ';')
            return false;
        size_t name = skip_blanks(line, at + 1);
        at = skip_token(line, name);
        if (at == name)
            return false;
        size_t equals = skip_blanks(line, at);
        if (equals == line->length || line->bytes[equals] != '=')
            continue;
        size_t value = skip_blanks(line, equals + 1);
        at = value < line->length && line->bytes[value] == '"' ? skip_quoted(line, value)
                                                               : skip_token(line, value);
        if (at <= value)
            return false;
    }
    return true;
}

static int hex_digit(uint8_t byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte |= 0x20;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

Http1Step http1_in_chunk_line(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    enum { MAX_DIGITS = 16 };
    Http1Line line;
    if (!http1_peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        return there > MAX_DIGITS + HTTP1_MAX_EXTENSIONS + 1 ? http1_refuse(p, 400) : STEP_WAIT;
    }
    uint64_t size = 0;
    size_t at = 0;
    for (; at < line.length && at <= MAX_DIGITS && hex_digit(line.bytes[at]) >= 0; at++)
        size = size << 4 | (uint64_t)hex_digit(line.bytes[at]);
    if (!line.has_cr || at == 0 || at > MAX_DIGITS)
        return http1_refuse(p, 400);
    if (line.length - at > HTTP1_MAX_EXTENSIONS - p->extension_bytes ||
        !extensions_are_well_formed(&line, at))
        return http1_refuse(p, 400);
    p->extension_bytes += (uint32_t)(line.length - at);
    if (size > p->max_body || size > p->max_body - p->request.body_length)
        return http1_refuse(p, 413);
    http1_take_line(p, &line);
    p->chunk_rest = size;
    p->state = size > 0 ? IN_CHUNK : IN_TRAILER;
    return STEP_ON;
}

/* Moves chunk data down behind the body decoded so far; every byte moves once. */
Http1Step http1_in_chunk(Http1Parser *p, uint8_t *bytes, size_t length)
{
    Http1Request *r = &p->request;
    size_t part = length - p->scan;
    if (part > p->chunk_rest)
        part = (size_t)p->chunk_rest;
    memmove(bytes + r->body_at + r->body_length, bytes + p->scan, part);
    r->body_length += part;
    p->scan += part;
    p->searched = p->scan;
    p->chunk_rest -= part;
    if (p->chunk_rest > 0)
        return STEP_WAIT;
    p->state = IN_CHUNK_END;
    return STEP_ON;
}

Http1Step http1_in_chunk_end(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    size_t there = length - p->scan;
    if (there > 0 && bytes[p->scan] != '\r')
        return http1_refuse(p, 400);
    if (there > 1 && bytes[p->scan + 1] != '\n')
        return http1_refuse(p, 400);
    if (there < 2)
        return STEP_WAIT;
    p->scan += 2;
    p->searched = p->scan;
    p->state = IN_CHUNK_LINE;
    return STEP_ON;
}

/* Fields that would change what was already decided about the message. */
static bool may_be_trailer(const uint8_t *name, size_t length)
{
    static const char *const forbidden[] = {"content-length", "transfer-encoding", "host",
                                            "authorization",  "connection",        "trailer"};
    for (size_t i = 0; i < sizeof forbidden / sizeof *forbidden; i++)
        if (http_same_name(name, length, forbidden[i]))
            return false;
    return true;
}

Http1Step http1_in_trailer(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    Http1Line line;
    size_t name_length, value_length;
    const uint8_t *value;
    if (!http1_peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        bool may_be_blank = there == 0 || (there == 1 && bytes[p->scan] == '\r');
        bool over = p->trailer_bytes + there + 1 > HTTP1_MAX_TRAILER_BYTES;
        return !may_be_blank && over ? http1_refuse(p, 431) : STEP_WAIT;
    }
    if (line.has_cr && line.length == 0) {
        http1_take_line(p, &line);
        p->state = AT_END;
        return STEP_DONE;
    }
    if (p->trailer_bytes + line.size > HTTP1_MAX_TRAILER_BYTES ||
        p->trailer_count == HTTP1_MAX_FIELDS)
        return http1_refuse(p, 431);
    if (!http1_split_field(&line, &name_length, &value, &value_length) ||
        !may_be_trailer(line.bytes, name_length))
        return http1_refuse(p, 400);
    p->trailer_bytes += (uint32_t)line.size;
    p->trailer_count++;
    http1_take_line(p, &line);
    return STEP_ON;
}

/* Closes the gap between the decoded body and the bytes not parsed yet, so that the buffer holds
 * little more than the body however small the chunks are. */
void http1_close_gap(Http1Parser *p, uint8_t *bytes, size_t *length)
{
    size_t end = p->request.body_at + p->request.body_length;
    size_t gap = p->scan - end;
    if (gap == 0)
        return;
    memmove(bytes + end, bytes + p->scan, *length - p->scan);
    p->scan -= gap;
    p->searched -= gap;
    *length -= gap;
}
