#include "wire/http_response.h"

#include <string.h>

#include "wire/http_text.h"

static const char *const phrases[600] = {
#define STATUS(code, phrase) [code] = phrase,
#include "wire/http_status.def"
#undef STATUS
};

const char *http_status_phrase(int status)
{
    return status >= 0 && status < 600 && phrases[status] ? phrases[status] : "";
}

bool http_status_has_body(int status)
{
    return status >= 200 && status != 204 && status != 304;
}

static void put_pair(char *out, int number)
{
    out[0] = (char)('0' + number / 10);
    out[1] = (char)('0' + number % 10);
}

/* The civil date of a day number, by the usual arithmetic on 400-year eras. */
void http_date_format(int64_t unix_seconds, char out[HTTP_DATE_SIZE])
{
    static const char days[] = "ThuFriSatSunMonTueWed";
    static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
    int64_t day = unix_seconds / 86400;
    int second = (int)(unix_seconds % 86400);
    int64_t shifted = day + 719468;
    int64_t era = shifted / 146097;
    int64_t of_era = shifted % 146097;
    int64_t year_of_era = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int64_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int shifted_month = (int)((5 * of_year + 2) / 153);
    int month_day = (int)(of_year - (153 * shifted_month + 2) / 5 + 1);
    int month = shifted_month < 10 ? shifted_month + 2 : shifted_month - 10; /* from 0 */
    int year = (int)(year_of_era + era * 400 + (month < 2));

    memcpy(out, "Thu, 01 Jan 1970 00:00:00 GMT", HTTP_DATE_SIZE);
    memcpy(out, days + day % 7 * 3, 3);
    put_pair(out + 5, month_day);
    memcpy(out + 8, months + (ptrdiff_t)month * 3, 3);
    put_pair(out + 12, year / 100);
    put_pair(out + 14, year % 100);
    put_pair(out + 17, second / 3600);
    put_pair(out + 20, second / 60 % 60);
    put_pair(out + 23, second % 60);
}

/* ---- The head ---- */

static uint8_t *put(uint8_t *out, const void *bytes, size_t length)
{
    memcpy(out, bytes, length);
    return out + length;
}

#define PUT(out, literal) put(out, literal, sizeof(literal) - 1)

static uint8_t *put_number(uint8_t *out, size_t number)
{
    uint8_t digits[20];
    size_t at = sizeof digits;
    do
        digits[--at] = (uint8_t)('0' + number % 10);
    while ((number /= 10) > 0);
    return put(out, digits + at, sizeof digits - at);
}

static bool is_named(const HttpField *field, const char *lower_name)
{
    return http_same_name(field->name, field->name_length, lower_name);
}

static bool is_ours(const HttpField *field)
{
    return is_named(field, "content-length") || is_named(field, "transfer-encoding") ||
           is_named(field, "connection");
}

static bool is_writable(const HttpField *field)
{
    return http_is_token(field->name, field->name_length) &&
           http_is_value(field->value, field->value_length);
}

bool http_response_asks_close(const HttpField *fields, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (is_named(&fields[i], "connection") &&
            http_list_has(fields[i].value, fields[i].value_length, "close"))
            return true;
    return false;
}

size_t http_response_bound(const HttpResponse *r)
{
    /* status line, the five fields of ours with their values, blank line: less than 320 bytes */
    size_t bound = 320;
    for (size_t i = 0; i < r->field_count; i++)
        bound += r->fields[i].name_length + r->fields[i].value_length + 4;
    return bound;
}

static uint8_t *put_status_line(uint8_t *out, int status)
{
    const char *phrase = http_status_phrase(status);
    out = PUT(out, "HTTP/1.1 ");
    out[0] = (uint8_t)('0' + status / 100);
    out[1] = (uint8_t)('0' + status / 10 % 10);
    out[2] = (uint8_t)('0' + status % 10);
    out[3] = ' ';
    out = put(out + 4, phrase, strlen(phrase));
    return PUT(out, "\r\n");
}

size_t http_response_write(const HttpResponse *r, uint8_t *out, size_t *dropped)
{
    uint8_t *at = put_status_line(out, r->status);
    bool has_type = !http_status_has_body(r->status), has_date = r->status < 200,
         has_server = has_date;
    *dropped = 0;
    for (size_t i = 0; i < r->field_count; i++) {
        const HttpField *field = &r->fields[i];
        if (!is_writable(field)) {
            ++*dropped;
            continue;
        }
        if (is_ours(field))
            continue;
        has_type |= is_named(field, "content-type");
        has_date |= is_named(field, "date");
        has_server |= is_named(field, "server");
        at = put(at, field->name, field->name_length);
        at = PUT(at, ": ");
        at = put(at, field->value, field->value_length);
        at = PUT(at, "\r\n");
    }
    if (!has_type)
        at = PUT(at, "Content-Type: application/json; charset=utf-8\r\n");
    if (http_status_has_body(r->status)) {
        at = PUT(at, "Content-Length: ");
        at = put_number(at, r->body_length);
        at = PUT(at, "\r\n");
    }
    if (!has_date) {
        at = PUT(at, "Date: ");
        at = put(at, r->date, HTTP_DATE_SIZE);
        at = PUT(at, "\r\n");
    }
    if (!has_server)
        at = PUT(at, "Server: mesh\r\n");
    if (r->closes)
        at = PUT(at, "Connection: close\r\n");
    else if (r->tells_keep_alive)
        at = PUT(at, "Connection: keep-alive\r\n");
    at = PUT(at, "\r\n");
    return (size_t)(at - out);
}
