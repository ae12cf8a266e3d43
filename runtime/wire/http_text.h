/* http_text.h - the small grammars of HTTP that requests, responses and WebSocket handshakes share.
 *
 * Everything works on byte ranges, allocates nothing and takes time linear in their length. */
#ifndef RT_WIRE_HTTP_TEXT_H
#define RT_WIRE_HTTP_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

bool http_is_token_byte(uint8_t byte); /* of RFC 9110, 5.6.2 */

/* A field name or a method: at least one token byte and nothing else. */
bool http_is_token(const uint8_t *bytes, size_t length);

/* A field value: no control bytes but tab. Bytes from 0x80 on are allowed. */
bool http_is_value(const uint8_t *bytes, size_t length);

/* A request target: printable ASCII without blank and `#`, at least one byte. */
bool http_is_target(const uint8_t *bytes, size_t length);

/* `host` or `host:port` without user information; the host is a name, an IPv4 or a bracketed IPv6
 * address. */
bool http_is_authority(const uint8_t *bytes, size_t length);

/* Equality without regard to case; `lower` is written in lower case. */
bool http_same_name(const uint8_t *bytes, size_t length, const char *lower);
bool http_same_names(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length);

/* Narrows a range by the blanks and tabs around it. */
void http_trim(const uint8_t **bytes, size_t *length);

/* Walks the items of a comma-separated list: true and the trimmed item, which may be empty, or
 * false at the end. A list of no bytes is one empty item. */
typedef struct HttpList {
    const uint8_t *rest; /* NULL at the end */
    size_t rest_length;
} HttpList;

/* Walks the members of a comma-separated list, without the blanks around them. */
HttpList http_list(const uint8_t *bytes, size_t length);
bool http_list_next(HttpList *list, const uint8_t **item, size_t *item_length);

/* True when the list has the token, in any case. */
bool http_list_has(const uint8_t *bytes, size_t length, const char *lower);

#endif
