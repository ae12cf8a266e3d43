#include "wire/http_text.h"

#include <arpa/inet.h>
#include <string.h>

enum {
    TOKEN = 1, /* may stand in a method or a field name */
    HOST_NAME =
        2, /* may stand in a registered name: unreserved and the sub-delimiters but the comma */
};

static const uint8_t byte_class[256] = {
    ['0' ... '9'] = TOKEN | HOST_NAME,
    ['A' ... 'Z'] = TOKEN | HOST_NAME,
    ['a' ... 'z'] = TOKEN | HOST_NAME,
    ['!'] = TOKEN | HOST_NAME,
    ['#'] = TOKEN,
    ['$'] = TOKEN | HOST_NAME,
    ['%'] = TOKEN,
    ['&'] = TOKEN | HOST_NAME,
    ['\''] = TOKEN | HOST_NAME,
    ['('] = HOST_NAME,
    [')'] = HOST_NAME,
    ['*'] = TOKEN | HOST_NAME,
    ['+'] = TOKEN | HOST_NAME,
    ['-'] = TOKEN | HOST_NAME,
    ['.'] = TOKEN | HOST_NAME,
    [';'] = HOST_NAME,
    ['='] = HOST_NAME,
    ['^'] = TOKEN,
    ['_'] = TOKEN | HOST_NAME,
    ['`'] = TOKEN,
    ['|'] = TOKEN,
    ['~'] = TOKEN | HOST_NAME,
};

static uint8_t lower(uint8_t byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte | 0x20 : byte;
}

static bool is_hex(uint8_t byte)
{
    return (byte >= '0' && byte <= '9') || (lower(byte) >= 'a' && lower(byte) <= 'f');
}

bool http_is_token_byte(uint8_t byte)
{
    return byte_class[byte] & TOKEN;
}

bool http_is_token(const uint8_t *bytes, size_t length)
{
    uint8_t all = TOKEN;
    for (size_t i = 0; i < length; i++)
        all &= byte_class[bytes[i]];
    return length > 0 && all;
}

bool http_is_value(const uint8_t *bytes, size_t length)
{
    uint8_t bad = 0;
    for (size_t i = 0; i < length; i++)
        bad |= (uint8_t)(((bytes[i] < 0x20) & (bytes[i] != '\t')) | (bytes[i] == 0x7F));
    return !bad;
}

bool http_is_target(const uint8_t *bytes, size_t length)
{
    uint8_t bad = 0;
    for (size_t i = 0; i < length; i++)
        bad |= (uint8_t)((bytes[i] <= 0x20) | (bytes[i] >= 0x7F) | (bytes[i] == '#'));
    return length > 0 && !bad;
}

static bool is_port(const uint8_t *bytes, size_t length)
{
    uint32_t port = 0;
    for (size_t i = 0; i < length; i++) {
        if (bytes[i] < '0' || bytes[i] > '9')
            return false;
        port = port * 10 + (uint32_t)(bytes[i] - '0');
        if (port > 65535)
            return false;
    }
    return true; /* `host:` is allowed and means the default port */
}

static bool is_bracketed_address(const uint8_t *bytes, size_t length)
{
    char text[INET6_ADDRSTRLEN];
    struct in6_addr address;
    if (length < 2 || bytes[0] != '[' || bytes[length - 1] != ']' || length - 2 >= sizeof text)
        return false;
    memcpy(text, bytes + 1, length - 2);
    text[length - 2] = 0;
    return strlen(text) == length - 2 && inet_pton(AF_INET6, text, &address) == 1;
}

static bool is_registered_name(const uint8_t *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (byte_class[bytes[i]] & HOST_NAME)
            continue;
        if (bytes[i] != '%' || length - i < 3 || !is_hex(bytes[i + 1]) || !is_hex(bytes[i + 2]))
            return false;
        i += 2;
    }
    return length > 0;
}

bool http_is_authority(const uint8_t *bytes, size_t length)
{
    if (length > 0 && bytes[0] == '[') {
        const uint8_t *end = memchr(bytes, ']', length);
        if (!end)
            return false;
        size_t host = (size_t)(end - bytes) + 1;
        if (!is_bracketed_address(bytes, host))
            return false;
        return host == length ||
               (bytes[host] == ':' && is_port(bytes + host + 1, length - host - 1));
    }
    const uint8_t *colon = length > 0 ? memchr(bytes, ':', length) : NULL;
    size_t host = colon ? (size_t)(colon - bytes) : length;
    return is_registered_name(bytes, host) && (!colon || is_port(colon + 1, length - host - 1));
}

bool http_same_name(const uint8_t *bytes, size_t length, const char *lower_name)
{
    for (size_t i = 0; i < length; i++)
        if (lower_name[i] == 0 || lower(bytes[i]) != (uint8_t)lower_name[i])
            return false;
    return lower_name[length] == 0;
}

bool http_same_names(const uint8_t *a, size_t a_length, const uint8_t *b, size_t b_length)
{
    if (a_length != b_length)
        return false;
    for (size_t i = 0; i < a_length; i++)
        if (lower(a[i]) != lower(b[i]))
            return false;
    return true;
}

void http_trim(const uint8_t **bytes, size_t *length)
{
    while (*length > 0 && (**bytes == ' ' || **bytes == '\t')) {
        ++*bytes;
        --*length;
    }
    while (*length > 0 && ((*bytes)[*length - 1] == ' ' || (*bytes)[*length - 1] == '\t'))
        --*length;
}

HttpList http_list(const uint8_t *bytes, size_t length)
{
    return (HttpList){bytes, length};
}

bool http_list_next(HttpList *list, const uint8_t **item, size_t *item_length)
{
    if (!list->rest)
        return false;
    const uint8_t *comma =
        list->rest_length > 0 ? memchr(list->rest, ',', list->rest_length) : NULL;
    *item = list->rest;
    *item_length = comma ? (size_t)(comma - list->rest) : list->rest_length;
    list->rest_length -= *item_length + (comma ? 1 : 0);
    list->rest = comma ? comma + 1 : NULL;
    http_trim(item, item_length);
    return true;
}

bool http_list_has(const uint8_t *bytes, size_t length, const char *lower_token)
{
    HttpList list = http_list(bytes, length);
    const uint8_t *item;
    size_t item_length;
    while (http_list_next(&list, &item, &item_length))
        if (http_same_name(item, item_length, lower_token))
            return true;
    return false;
}
