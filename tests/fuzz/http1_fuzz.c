/* Requests: whole and byte by byte must have the same outcomes. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "wire/http1.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 1 << 16, MAX_BODY = 1 << 12 };

typedef struct Summary {
    int requests, status;
    size_t body_bytes, fields;
    bool more;
} Summary;

/* Takes what the parser has finished; false when the connection is over. */
static bool take(Http1Parser *p, uint8_t **buffer, size_t *length, Summary *s)
{
    for (;;) {
        switch (http1_parse(p, *buffer, length)) {
        case HTTP1_MORE:
            s->more = *length > 0;
            return true;
        case HTTP1_HEAD:
            break;
        case HTTP1_REFUSED:
            s->status = p->request.status;
            return false;
        case HTTP1_COMPLETE:
            assert(p->request.body_at + p->request.body_length <= http1_consumed(p));
            assert(http1_consumed(p) <= *length);
            s->requests++;
            s->body_bytes += p->request.body_length;
            s->fields += p->request.field_count;
            size_t rest = *length - http1_consumed(p);
            memmove(*buffer, *buffer + http1_consumed(p), rest);
            *length = rest;
            http1_begin(p);
        }
    }
}

/* The buffer is as large as its content, so that over-reads are seen. */
static Summary run(const uint8_t *data, size_t size, size_t step)
{
    Summary summary = {0};
    Http1Parser parser;
    uint8_t *buffer = NULL;
    size_t length = 0;
    http1_init(&parser, MAX_BODY);
    http1_begin(&parser);
    for (size_t at = 0; at < size; at += step) {
        size_t part = size - at < step ? size - at : step;
        buffer = realloc(buffer, length + part);
        memcpy(buffer + length, data + at, part);
        length += part;
        if (!take(&parser, &buffer, &length, &summary))
            break;
    }
    free(buffer);
    return summary;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > MOST)
        return 0;
    Summary whole = run(data, size, size ? size : 1), bytes = run(data, size, 1),
            sevens = run(data, size, 7);
    assert(whole.requests == bytes.requests && whole.status == bytes.status);
    assert(whole.body_bytes == bytes.body_bytes && whole.fields == bytes.fields);
    assert(whole.requests == sevens.requests && whole.status == sevens.status);
    return 0;
}
