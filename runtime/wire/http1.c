#include "wire/http1.h"

#include <string.h>

#include "wire/http1_internal.h"

Http1Step http1_refuse(Http1Parser *p, uint16_t status)
{
    p->request.status = status;
    p->request.keep_alive = false;
    p->state = REFUSED;
    return STEP_REFUSED;
}

bool http1_peek_line(Http1Parser *p, const uint8_t *bytes, size_t length, Http1Line *line)
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

void http1_take_line(Http1Parser *p, const Http1Line *line)
{
    p->scan += line->size;
    p->searched = p->scan;
}

static Http1Step step(Http1Parser *p, uint8_t *bytes, size_t length)
{
    switch ((Http1State)p->state) {
    case AT_START:
        return http1_at_start(p, bytes, length);
    case IN_FIELDS:
        return http1_in_fields(p, bytes, length);
    case HEAD_DONE:
        return http1_head_done(p);
    case IN_BODY:
        return http1_in_sized_body(p, length);
    case IN_CHUNK_LINE:
        return http1_in_chunk_line(p, bytes, length);
    case IN_CHUNK:
        return http1_in_chunk(p, bytes, length);
    case IN_CHUNK_END:
        return http1_in_chunk_end(p, bytes, length);
    case IN_TRAILER:
        return http1_in_trailer(p, bytes, length);
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
    Http1Step result;
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
        http1_close_gap(p, bytes, length);
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
