#include "wire/http1_internal.h"

#include <string.h>

static const char *const method_names[] = {
    [HTTP_METHOD_GET] = "GET",         [HTTP_METHOD_HEAD] = "HEAD",
    [HTTP_METHOD_POST] = "POST",       [HTTP_METHOD_PUT] = "PUT",
    [HTTP_METHOD_DELETE] = "DELETE",   [HTTP_METHOD_PATCH] = "PATCH",
    [HTTP_METHOD_OPTIONS] = "OPTIONS", [HTTP_METHOD_TRACE] = "TRACE",
    [HTTP_METHOD_CONNECT] = "CONNECT",
};

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

static Http1Step read_request_line(Http1Parser *p, const uint8_t *base, const Http1Line *line)
{
    Http1Request *r = &p->request;
    const uint8_t *end = line->bytes + line->length;
    const uint8_t *blank = memchr(line->bytes, ' ', line->length);
    if (!line->has_cr || !blank)
        return http1_refuse(p, 400);
    size_t method_length = (size_t)(blank - line->bytes);
    const uint8_t *target = blank + 1;
    const uint8_t *target_end = memchr(target, ' ', (size_t)(end - target));
    if (!target_end || !http_is_target(target, (size_t)(target_end - target)))
        return http1_refuse(p, 400);
    int version = read_version(target_end + 1, (size_t)(end - target_end - 1), &r->minor);
    if (version <= 0)
        return http1_refuse(p, version < 0 ? 400 : 505);
    r->method = method_of(line->bytes, method_length);
    r->method_text = slice(base, line->bytes, method_length);
    if (r->method == HTTP_METHOD_CONNECT)
        return http1_refuse(p, 501);
    if (!read_target(r, base, target, (size_t)(target_end - target)))
        return http1_refuse(p, 400);
    http1_take_line(p, line);
    p->fields_at = p->scan;
    p->state = IN_FIELDS;
    return STEP_ON;
}

Http1Step http1_at_start(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    const uint8_t *here = bytes + p->scan;
    size_t there = length - p->scan;
    if (there == 0)
        return STEP_WAIT;
    if (here[0] == '\r' && there == 1)
        return STEP_WAIT;
    if (here[0] == '\r') {
        if (here[1] != '\n' || p->blank_lines == HTTP1_MAX_BLANK_LINES)
            return http1_refuse(p, 400);
        p->blank_lines++;
        p->scan += 2;
        p->searched = p->scan;
        return STEP_ON;
    }
    if (!method_is_plausible(here, there < HTTP1_MAX_METHOD + 1 ? there : HTTP1_MAX_METHOD + 1))
        return http1_refuse(p, 400);
    Http1Line line;
    if (http1_peek_line(p, bytes, length, &line)) {
        if (line.length > HTTP1_MAX_LINE)
            return http1_refuse(p, 414);
        return read_request_line(p, bytes, &line);
    }
    if (here[there - 1] == '\r')
        there--;
    return there > HTTP1_MAX_LINE ? http1_refuse(p, 414) : STEP_WAIT;
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

bool http1_split_field(const Http1Line *line, size_t *name_length, const uint8_t **value,
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

static Http1Step read_field(Http1Parser *p, const uint8_t *base, const Http1Line *line)
{
    Http1Request *r = &p->request;
    size_t name_length, length;
    const uint8_t *value;
    if (r->field_count == HTTP1_MAX_FIELDS)
        return http1_refuse(p, 431);
    if (!http1_split_field(line, &name_length, &value, &length) ||
        !read_meaning(p, line->bytes, name_length, value, length))
        return http1_refuse(p, 400);
    r->fields[r->field_count++] =
        (Http1Field){slice(base, line->bytes, name_length), slice(base, value, length)};
    http1_take_line(p, line);
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

static Http1Step finish_head(Http1Parser *p, const uint8_t *bytes)
{
    Http1Request *r = &p->request;
    if (r->minor == 1 && !r->has_host)
        return http1_refuse(p, 400);
    if (p->has_coding) {
        if (r->minor == 0 || p->has_length || !(p->coding_chunked || p->coding_other))
            return http1_refuse(p, 400);
        if (p->coding_other)
            return http1_refuse(p, 501);
    }
    r->keep_alive = !p->says_close && (r->minor == 1 || p->says_keep_alive);
    r->expects_continue = r->expects_continue && r->minor == 1;
    r->answer = own_answer(p, bytes);
    r->body_at = p->scan;
    p->state = HEAD_DONE;
    return p->has_coding || p->content_length > 0 ? STEP_HEAD : STEP_ON;
}

Http1Step http1_in_fields(Http1Parser *p, const uint8_t *bytes, size_t length)
{
    Http1Line line;
    size_t used = p->scan - p->fields_at;
    if (!http1_peek_line(p, bytes, length, &line)) {
        size_t there = length - p->scan;
        bool may_be_blank = there == 0 || (there == 1 && bytes[p->scan] == '\r');
        return !may_be_blank && used + there + 1 > HTTP1_MAX_FIELD_BYTES ? http1_refuse(p, 431)
                                                                         : STEP_WAIT;
    }
    if (line.has_cr && line.length == 0) {
        http1_take_line(p, &line);
        return finish_head(p, bytes);
    }
    if (used + line.size > HTTP1_MAX_FIELD_BYTES)
        return http1_refuse(p, 431);
    return read_field(p, bytes, &line);
}
