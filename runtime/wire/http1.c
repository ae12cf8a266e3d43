#include "wire/http1.h"

#include <string.h>

#include "wire/http_text.h"

typedef enum State {
    AT_START, /* blank lines, then the request line */
    IN_FIELDS,
    HEAD_DONE,
    IN_BODY,
    IN_CHUNK_LINE,
    IN_CHUNK,
    IN_CHUNK_END,
    IN_TRAILER,
    AT_END,
    REFUSED
} State;

/* One step of the parser: what it read, or why it could not. */
typedef enum Step {
    STEP_ON,   /* go on in the new state */
    STEP_WAIT, /* needs more bytes */
    STEP_HEAD,
    STEP_DONE,
    STEP_REFUSED
} Step;

typedef struct Line {
    const uint8_t *bytes;
    size_t length; /* without the line end */
    size_t size;   /* with it */
    bool has_cr;
} Line;

static const char *const method_names[] = {
    [HTTP_METHOD_GET] = "GET",         [HTTP_METHOD_HEAD] = "HEAD",
    [HTTP_METHOD_POST] = "POST",       [HTTP_METHOD_PUT] = "PUT",
    [HTTP_METHOD_DELETE] = "DELETE",   [HTTP_METHOD_PATCH] = "PATCH",
    [HTTP_METHOD_OPTIONS] = "OPTIONS", [HTTP_METHOD_TRACE] = "TRACE",
    [HTTP_METHOD_CONNECT] = "CONNECT",
};

static Step refuse(Http1Parser *p, uint16_t status)
{
    p->request.status = status;
    p->request.keep_alive = false;
    p->state = REFUSED;
    return STEP_REFUSED;
}

/* The line at `scan`, if its end has arrived. It is not consumed. */
static bool peek_line(Http1Parser *p, const uint8_t *bytes, size_t length, Line *line)
{
    const uint8_t *end =
        length > p->searched ? memchr(bytes + p->searched, '\n', length - p->searched) : NULL;
    if (!end) {
        p->searched = length;
        return false;
    }
    line->bytes = bytes + p->scan;
    line->size = (size_t)(end - line->bytes) + 1;
    line->has_cr = line->size >= 2 && end[-1] == '\r';
    line->length = line->size - (line->has_cr ? 2 : 1);
    return true;
}

static void take_line(Http1Parser *p, const Line *line)
{
    p->scan += line->size;
    p->searched = p->scan;
}

static Http1Slice slice(const uint8_t *base, const uint8_t *from, size_t length)
{
    return (Http1Slice){(uint16_t)(from - base), (uint16_t)length};
}

/* ---- Request line ---- */

static HttpMethod method_of(const uint8_t *bytes, size_t length)
{
    for (int i = 0; i < HTTP_METHOD_OTHER; i++)
        if (strlen(method_names[i]) == length && memcmp(method_names[i], bytes, length) == 0)
            return (HttpMethod)i;
    return HTTP_METHOD_OTHER;
}

/* Looks at the method before the line is complete, so that noise is refused at once. Whatever this
 * refuses is refused in the complete line too, with the same status, because this check always
 * comes first. */
static bool method_is_plausible(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] == ' ')
            return i > 0;
        if (i == HTTP1_MAX_METHOD || !http_is_token_byte(bytes[i]))
            return false;
    }
    return true;
}

/* 1 for each of 1.0 and 1.1, 0 for another pair of digits, -1 for anything else. */
static int read_version(const uint8_t *bytes, size_t length, uint8_t *minor)
{
    if (length != 8 || memcmp(bytes, "HTTP/", 5) != 0 || bytes[6] != '.')
        return -1;
    if (bytes[5] < '0' || bytes[5] > '9' || bytes[7] < '0' || bytes[7] > '9')
        return -1;
    *minor = bytes[7] - '0';
    return bytes[5] == '1' && *minor <= 1;
}

static bool starts_with_scheme(const uint8_t *bytes, size_t length, const char *scheme)
{
    size_t size = strlen(scheme);
    return length >= size && http_same_name(bytes, size, scheme);
}

/* Splits a target into path and query. False when its form is none we serve. */
static bool read_target(Http1Request *r, const uint8_t *base, const uint8_t *target, size_t length)
{
    if (length == 1 && target[0] == '*') {
        r->path = slice(base, target, 1);
        return r->method == HTTP_METHOD_OPTIONS;
    }
    if (target[0] != '/') {
        size_t scheme = starts_with_scheme(target, length, "http://")    ? 7
                        : starts_with_scheme(target, length, "https://") ? 8
                                                                         : 0;
        if (scheme == 0)
            return false;
        size_t end = scheme;
        while (end < length && target[end] != '/' && target[end] != '?')
            end++;
        if (!http_is_authority(target + scheme, end - scheme))
            return false;
        target += end;
        length -= end;
    }
    const uint8_t *mark = length > 0 ? memchr(target, '?', length) : NULL;
    size_t path_length = mark ? (size_t)(mark - target) : length;
    r->path = slice(base, target, path_length);
    r->has_query = mark != NULL;
    if (mark)
        r->query = slice(base, mark + 1, length - path_length - 1);
    return true;
}

static Step read_request_line(Http1Parser *p, const uint8_t *base, const Line *line)
{
    Http1Request *r = &p->request;
    const uint8_t *end = line->bytes + line->length;
    const uint8_t *blank = memchr(line->bytes, ' ', line->length);
    if (!line->has_cr || !blank)
        return refuse(p, 400);
    size_t method_length = (size_t)(blank - line->bytes);
    const uint8_t *target = blank + 1;
    const uint8_t *target_end = memchr(target, ' ', (size_t)(end - target));
    if (!target_end || !http_is_target(target, (size_t)(target_end - target)))
        return refuse(p, 400);
    int version = read_version(target_end + 1, (size_t)(end - target_end - 1), &r->minor);
    if (version <= 0)
        return refuse(p, version < 0 ? 400 : 505);
    r->method = method_of(line->bytes, method_length);
    r->method_text = slice(base, line->bytes, method_length);
    if (r->method == HTTP_METHOD_CONNECT)
        return refuse(p, 501);
    if (!read_target(r, base, target, (size_t)(target_end - target)))
        return refuse(p, 400);
    take_line(p, line);
    p->fields_at = p->scan;
    p->state = IN_FIELDS;
    return STEP_ON;
}

static Step at_start(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    const uint8_t *here = bytes + p->scan;
    size_t there = length - p->scan;
    if (there == 0)
        return STEP_WAIT;
    if (here[0] == '\r' && there == 1)
        return STEP_WAIT;
    if (here[0] == '\r') {
        if (here[1] != '\n' || p->blank_lines == HTTP1_MAX_BLANK_LINES)
            return refuse(p, 400);
        p->blank_lines++;
        p->scan += 2;
        p->searched = p->scan;
        return STEP_ON;
    }
    if (!method_is_plausible(here, there < HTTP1_MAX_METHOD + 1 ? there : HTTP1_MAX_METHOD + 1))
        return refuse(p, 400);
    Line line;
    if (peek_line(p, bytes, length, &line)) {
        if (line.length > HTTP1_MAX_LINE)
            return refuse(p, 414);
        return read_request_line(p, bytes, &line);
    }
    if (here[there - 1] == '\r')
        there--;
    return there > HTTP1_MAX_LINE ? refuse(p, 414) : STEP_WAIT;
}

/* ---- Fields ---- */

static bool read_length(Http1Parser *p, const uint8_t *value, size_t length)
{
    if (p->has_length || length == 0)
        return false;
    uint64_t number = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t digit = value[i] - '0';
        if (digit > 9 || number > (INT64_MAX - digit) / 10)
            return false;
        number = number * 10 + digit;
    }
    p->has_length = true;
    p->content_length = number;
    return true;
}

/* The codings of all lines form one list, of which chunked must be the last and only once. */
static bool read_codings(Http1Parser *p, const uint8_t *value, size_t length)
{
    HttpList list = http_list(value, length);
    const uint8_t *item;
    size_t item_length;
    p->has_coding = true;
    while (http_list_next(&list, &item, &item_length)) {
        if (p->coding_chunked || !http_is_token(item, item_length))
            return false;
        if (http_same_name(item, item_length, "chunked"))
            p->coding_chunked = true;
        else
            p->coding_other = true;
    }
    return true;
}

static void read_connection(Http1Parser *p, const uint8_t *value, size_t length)
{
    p->says_close |= http_list_has(value, length, "close");
    p->says_keep_alive |= http_list_has(value, length, "keep-alive");
}

/* What a field means to the framing. False: refuse with 400. */
static bool read_meaning(Http1Parser *p, const uint8_t *name, size_t name_length,
                         const uint8_t *value, size_t length)
{
    switch (name_length) { /* most names are none of ours, and their lengths say so */
    case 4:
        if (!http_same_name(name, 4, "host"))
            return true;
        if (p->request.has_host || !http_is_authority(value, length))
            return false;
        p->request.has_host = true;
        return true;
    case 6:
        if (!http_same_name(name, 6, "expect"))
            return true;
        if (http_same_name(value, length, "100-continue"))
            p->request.expects_continue = true;
        else
            p->expects_other = true;
        return true;
    case 10:
        if (http_same_name(name, 10, "connection"))
            read_connection(p, value, length);
        return true;
    case 14:
        return !http_same_name(name, 14, "content-length") || read_length(p, value, length);
    case 17:
        return !http_same_name(name, 17, "transfer-encoding") || read_codings(p, value, length);
    }
    return true;
}

/* Splits `name: value`. False when the line is not of that form. */
static bool split_field(const Line *line, size_t *name_length, const uint8_t **value,
                        size_t *length)
{
    const uint8_t *colon = memchr(line->bytes, ':', line->length);
    if (!line->has_cr || !colon)
        return false;
    *name_length = (size_t)(colon - line->bytes);
    *value = colon + 1;
    *length = line->length - *name_length - 1;
    http_trim(value, length);
    return http_is_token(line->bytes, *name_length) && http_is_value(*value, *length);
}

static Step read_field(Http1Parser *p, const uint8_t *base, const Line *line)
{
    Http1Request *r = &p->request;
    size_t name_length, length;
    const uint8_t *value;
    if (r->field_count == HTTP1_MAX_FIELDS)
        return refuse(p, 431);
    if (!split_field(line, &name_length, &value, &length) ||
        !read_meaning(p, line->bytes, name_length, value, length))
        return refuse(p, 400);
    r->fields[r->field_count++] =
        (Http1Field){slice(base, line->bytes, name_length), slice(base, value, length)};
    take_line(p, line);
    return STEP_ON;
}

/* Requests that are well formed but that the server answers without the program. */
static uint16_t own_answer(const Http1Parser *p, const uint8_t *bytes)
{
    const Http1Request *r = &p->request;
    if (r->method == HTTP_METHOD_OTHER)
        return 501;
    if (r->method == HTTP_METHOD_TRACE)
        return 405;
    if (r->path.length == 1 && bytes[r->path.at] == '*')
        return 204;
    return p->expects_other && r->minor == 1 ? 417 : 0;
}

static Step finish_head(Http1Parser *p, const uint8_t *bytes)
{
    Http1Request *r = &p->request;
    if (r->minor == 1 && !r->has_host)
        return refuse(p, 400);
    if (p->has_coding) {
        if (r->minor == 0 || p->has_length || !(p->coding_chunked || p->coding_other))
            return refuse(p, 400);
        if (p->coding_other)
            return refuse(p, 501);
    }
    r->keep_alive = !p->says_close && (r->minor == 1 || p->says_keep_alive);
    r->expects_continue = r->expects_continue && r->minor == 1;
    r->answer = own_answer(p, bytes);
    r->body_at = p->scan;
    p->state = HEAD_DONE;
    return p->has_coding || p->content_length > 0 ? STEP_HEAD : STEP_ON;
}

static Step in_fields(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    Line line;
    size_t used = p->scan - p->fields_at;
    if (!peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        bool may_be_blank = there == 0 || (there == 1 && bytes[p->scan] == '\r');
        return !may_be_blank && used + there + 1 > HTTP1_MAX_FIELD_BYTES ? refuse(p, 431)
                                                                         : STEP_WAIT;
    }
    if (line.has_cr && line.length == 0) {
        take_line(p, &line);
        return finish_head(p, bytes);
    }
    if (used + line.size > HTTP1_MAX_FIELD_BYTES)
        return refuse(p, 431);
    return read_field(p, bytes, &line);
}

/* ---- Body ---- */

static Step head_done(Http1Parser *p)
{
    if (p->has_coding) {
        p->state = IN_CHUNK_LINE;
        return STEP_ON;
    }
    if (p->content_length > p->max_body)
        return refuse(p, 413);
    p->state = IN_BODY;
    return STEP_ON;
}

static Step in_body(Http1Parser *p, size_t length)
{
    if (length - p->scan < p->content_length)
        return STEP_WAIT;
    p->request.body_length = (size_t)p->content_length;
    p->scan += p->request.body_length;
    p->state = AT_END;
    return STEP_DONE;
}

static size_t skip_blanks(const Line *line, size_t at)
{
    while (at < line->length && (line->bytes[at] == ' ' || line->bytes[at] == '\t'))
        at++;
    return at;
}

static size_t skip_token(const Line *line, size_t at)
{
    while (at < line->length && http_is_token_byte(line->bytes[at]))
        at++;
    return at;
}

/* The end of a quoted string that begins at `at`, or 0. */
static size_t skip_quoted(const Line *line, size_t at)
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
static bool extensions_are_well_formed(const Line *line, size_t at)
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

static Step in_chunk_line(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    enum { MAX_DIGITS = 16 };
    Line line;
    if (!peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        return there > MAX_DIGITS + HTTP1_MAX_EXTENSIONS + 1 ? refuse(p, 400) : STEP_WAIT;
    }
    uint64_t size = 0;
    size_t at = 0;
    for (; at < line.length && at <= MAX_DIGITS && hex_digit(line.bytes[at]) >= 0; at++)
        size = size << 4 | (uint64_t)hex_digit(line.bytes[at]);
    if (!line.has_cr || at == 0 || at > MAX_DIGITS)
        return refuse(p, 400);
    if (line.length - at > HTTP1_MAX_EXTENSIONS - p->extension_bytes ||
        !extensions_are_well_formed(&line, at))
        return refuse(p, 400);
    p->extension_bytes += (uint32_t)(line.length - at);
    if (size > p->max_body || size > p->max_body - p->request.body_length)
        return refuse(p, 413);
    take_line(p, &line);
    p->chunk_rest = size;
    p->state = size > 0 ? IN_CHUNK : IN_TRAILER;
    return STEP_ON;
}

/* Moves chunk data down behind the body decoded so far; every byte moves once. */
static Step in_chunk(Http1Parser *p, uint8_t *bytes, size_t length)
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

static Step in_chunk_end(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    size_t there = length - p->scan;
    if (there > 0 && bytes[p->scan] != '\r')
        return refuse(p, 400);
    if (there > 1 && bytes[p->scan + 1] != '\n')
        return refuse(p, 400);
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

static Step in_trailer(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    Line line;
    size_t name_length, value_length;
    const uint8_t *value;
    if (!peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        bool may_be_blank = there == 0 || (there == 1 && bytes[p->scan] == '\r');
        bool over = p->trailer_bytes + there + 1 > HTTP1_MAX_TRAILER_BYTES;
        return !may_be_blank && over ? refuse(p, 431) : STEP_WAIT;
    }
    if (line.has_cr && line.length == 0) {
        take_line(p, &line);
        p->state = AT_END;
        return STEP_DONE;
    }
    if (p->trailer_bytes + line.size > HTTP1_MAX_TRAILER_BYTES ||
        p->trailer_count == HTTP1_MAX_FIELDS)
        return refuse(p, 431);
    if (!split_field(&line, &name_length, &value, &value_length) ||
        !may_be_trailer(line.bytes, name_length))
        return refuse(p, 400);
    p->trailer_bytes += (uint32_t)line.size;
    p->trailer_count++;
    take_line(p, &line);
    return STEP_ON;
}

/* Closes the gap between the decoded body and the bytes not parsed yet, so that the buffer holds
 * little more than the body however small the chunks are. */
static void close_gap(Http1Parser *p, uint8_t *bytes, size_t *length)
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

/* ---- The whole ---- */

static Step step(Http1Parser *p, uint8_t *bytes, size_t length)
{
    switch ((State)p->state) {
    case AT_START:
        return at_start(p, bytes, length);
    case IN_FIELDS:
        return in_fields(p, bytes, length);
    case HEAD_DONE:
        return head_done(p);
    case IN_BODY:
        return in_body(p, length);
    case IN_CHUNK_LINE:
        return in_chunk_line(p, bytes, length);
    case IN_CHUNK:
        return in_chunk(p, bytes, length);
    case IN_CHUNK_END:
        return in_chunk_end(p, bytes, length);
    case IN_TRAILER:
        return in_trailer(p, bytes, length);
    case AT_END:
        return STEP_DONE;
    case REFUSED:
        return STEP_REFUSED;
    }
    return STEP_REFUSED;
}

void http1_init(Http1Parser *p, uint64_t max_body)
{
    memset(p, 0, sizeof *p);
    p->max_body = max_body;
}

void http1_begin(Http1Parser *p)
{
    Http1Request *r = &p->request;
    r->method = HTTP_METHOD_OTHER;
    r->method_text = r->path = r->query = (Http1Slice){0, 0};
    r->minor = 0;
    r->keep_alive = r->expects_continue = r->has_query = r->has_host = false;
    r->answer = r->status = r->field_count = 0;
    r->body_at = r->body_length = 0;
    p->state = AT_START;
    p->blank_lines = 0;
    p->scan = p->searched = p->fields_at = 0;
    p->content_length = p->chunk_rest = 0;
    p->extension_bytes = p->trailer_bytes = 0;
    p->trailer_count = 0;
    p->has_length = p->has_coding = p->coding_chunked = p->coding_other = false;
    p->says_close = p->says_keep_alive = p->expects_other = false;
}

Http1Outcome http1_parse(Http1Parser *p, uint8_t *bytes, size_t *length)
{
    Step result;
    do
        result = step(p, bytes, *length);
    while (result == STEP_ON);
    switch (result) {
    case STEP_HEAD:
        return HTTP1_HEAD;
    case STEP_DONE:
        return HTTP1_COMPLETE;
    case STEP_REFUSED:
        return HTTP1_REFUSED;
    case STEP_ON:
    case STEP_WAIT:
        break;
    }
    if (p->has_coding && p->state > HEAD_DONE)
        close_gap(p, bytes, length);
    return HTTP1_MORE;
}

size_t http1_consumed(const Http1Parser *p)
{
    return p->scan;
}

bool http1_in_body(const Http1Parser *p)
{
    return p->state >= HEAD_DONE && p->state < AT_END;
}

int http1_find(const Http1Request *r, const uint8_t *bytes, const char *lower_name, int from)
{
    for (int i = from; i < r->field_count; i++)
        if (http_same_name(bytes + r->fields[i].name.at, r->fields[i].name.length, lower_name))
            return i;
    return -1;
}
