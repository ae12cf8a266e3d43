/* http_response.h - writes the head of an HTTP/1.1 answer.
 *
 * Framing belongs to us: whatever fields the program gives, the length and the connection options
 * on the wire are ours. A field of the program replaces the default of the same name. */
#ifndef RT_WIRE_HTTP_RESPONSE_H
#define RT_WIRE_HTTP_RESPONSE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The registered phrase, or "". */
const char *http_status_phrase(int status);

/* False for statuses that never carry a body: 1xx, 204, 304. */
bool http_status_has_body(int status);

enum { HTTP_DATE_SIZE = 29 };

/* `Sun, 06 Nov 1994 08:49:37 GMT`, without a terminating NUL. */
void http_date_format(int64_t unix_seconds, char out[HTTP_DATE_SIZE]);

typedef struct HttpField {
    const uint8_t *name, *value;
    size_t name_length, value_length;
} HttpField;

typedef struct HttpResponse {
    int status;
    bool closes;           /* `Connection: close` */
    bool tells_keep_alive; /* `Connection: keep-alive`, for HTTP/1.0 */
    size_t body_length;    /* announced unless the status has no body */
    const char *date;      /* HTTP_DATE_SIZE bytes */
    const HttpField *fields;
    size_t field_count;
} HttpResponse;

/* True when the program's own fields ask for the connection to be closed. */
bool http_response_asks_close(const HttpField *fields, size_t count);

/* The most bytes http_response_write can produce. */
size_t http_response_bound(const HttpResponse *response);

/* Writes the head with its blank line and returns its size. *dropped counts fields that were left
 * out because their name or value would have broken the head. */
size_t http_response_write(const HttpResponse *response, uint8_t *out, size_t *dropped);

#endif
