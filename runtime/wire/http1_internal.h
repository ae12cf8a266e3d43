/* http1_internal.h - the steps of the HTTP/1 parser. Each looks at what stands at `scan`, goes past
 * what it understood and sets the state that comes next. Only http1*.c include this. */
#ifndef RT_WIRE_HTTP1_INTERNAL_H
#define RT_WIRE_HTTP1_INTERNAL_H

#include "wire/http1.h"
#include "wire/http_text.h"

/* Of Http1Parser.state. */
typedef enum Http1State {
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
} Http1State;

/* One step of the parser: what it read, or why it could not. */
typedef enum Http1Step {
    STEP_ON,   /* go on in the new state */
    STEP_WAIT, /* needs more bytes */
    STEP_HEAD,
    STEP_DONE,
    STEP_REFUSED
} Http1Step;

typedef struct Http1Line {
    const uint8_t *bytes;
    size_t length; /* without the line end */
    size_t size;   /* with it */
    bool has_cr;
} Http1Line;

Http1Step http1_refuse(Http1Parser *p, uint16_t status);
/* The line at `scan`, if its end has arrived. It is not consumed. */
bool http1_peek_line(Http1Parser *p, const uint8_t *bytes, size_t length, Http1Line *line);
void http1_take_line(Http1Parser *p, const Http1Line *line);

/* ---- The head (http1_head.c) ---- */

Http1Step http1_at_start(Http1Parser *p, const uint8_t *bytes, size_t length);
Http1Step http1_in_fields(Http1Parser *p, const uint8_t *bytes, size_t length);

/* Splits `name: value`. False when the line is not of that form. */
bool http1_split_field(const Http1Line *line, size_t *name_length, const uint8_t **value,
                       size_t *length);

/* ---- The body (http1_body.c) ---- */

Http1Step http1_head_done(Http1Parser *p);
Http1Step http1_in_sized_body(Http1Parser *p, size_t length);
Http1Step http1_in_chunk_line(Http1Parser *p, const uint8_t *bytes, size_t length);
Http1Step http1_in_chunk(Http1Parser *p, uint8_t *bytes, size_t length);
Http1Step http1_in_chunk_end(Http1Parser *p, const uint8_t *bytes, size_t length);
Http1Step http1_in_trailer(Http1Parser *p, const uint8_t *bytes, size_t length);
/* Moves what is not parsed yet down behind the decoded body, so that *length shrinks. */
void http1_close_gap(Http1Parser *p, uint8_t *bytes, size_t *length);

#endif
