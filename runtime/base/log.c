#include "base/log.h"

#include "base/os.h"
#include "base/panic.h"
#include "base/utf8.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define LINE_BYTES 4096
#define STDERR     2

size_t log_escape(char *out, size_t room, const char *text, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    size_t size = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)text[i];
        if (byte >= 0x20 && byte != 0x7F) {
            if (size + 1 > room)
                break;
            out[size++] = (char)byte;
            continue;
        }
        if (size + 4 > room)
            break;
        if (byte == '\n' || byte == '\t' || byte == '\r') {
            out[size++] = '\\';
            out[size++] = byte == '\n' ? 'n' : byte == '\t' ? 't' : 'r';
            continue;
        }
        out[size++] = '\\';
        out[size++] = 'x';
        out[size++] = digits[byte >> 4];
        out[size++] = digits[byte & 15];
    }
    return size;
}

bool log_as_json(void)
{
    /* Read once: 0 not yet, 1 text, 2 JSON. Every thread finds the same. */
    static _Atomic int form;
    int known = atomic_load_explicit(&form, memory_order_relaxed);
    if (known == 0) {
        const char *text = getenv("MESH_LOG_FORMAT");
        known = text && strcmp(text, "json") == 0 ? 2 : 1;
        atomic_store_explicit(&form, known, memory_order_relaxed);
    }
    return known == 2;
}

static size_t json_escape(char out[8], unsigned char byte)
{
    if (byte == '"' || byte == '\\') {
        out[0] = '\\';
        out[1] = (char)byte;
        return 2;
    }
    return (size_t)snprintf(out, 8, byte == '\n' ? "\\n" : byte == '\t' ? "\\t" : "\\u%04x", byte);
}

size_t log_json_text(char *out, size_t room, const char *text, size_t length)
{
    const uint8_t *bytes = (const uint8_t *)text;
    size_t size = 0, at = 0;
    while (at < length) {
        char piece[8];
        size_t taken = 1, wide;
        if (bytes[at] < 0x20 || bytes[at] == '"' || bytes[at] == '\\' || bytes[at] == 0x7F) {
            wide = json_escape(piece, bytes[at]);
        } else if ((taken = utf8_character(bytes + at, length - at)) > 0) {
            memcpy(piece, bytes + at, wide = taken);
        } else {
            taken = utf8_bad_part(bytes + at, length - at);
            memcpy(piece, UTF8_REPLACEMENT, wide = UTF8_REPLACEMENT_SIZE);
        }
        if (size + wide > room)
            break;
        memcpy(out + size, piece, wide);
        size += wide;
        at += taken;
    }
    return size;
}

void log_time(char out[LOG_TIME_BYTES])
{
    int64_t now = os.wall_ns();
    time_t second = (time_t)(now / 1000000000);
    struct tm parts;
    gmtime_r(&second, &parts);
    size_t size = strftime(out, LOG_TIME_BYTES, "%Y-%m-%dT%H:%M:%S", &parts);
    snprintf(out + size, LOG_TIME_BYTES - size, ".%03dZ", (int)(now / 1000000 % 1000));
}

static void write_json_line(const char *text, size_t length)
{
    char line[LINE_BYTES], time[LOG_TIME_BYTES];
    static const char end[] = "\"}\n";
    log_time(time);
    size_t size = (size_t)snprintf(line, sizeof line, "{\"time\":\"%s\",\"message\":\"", time);
    size += log_json_text(line + size, sizeof line - size - (sizeof end - 1), text, length);
    memcpy(line + size, end, sizeof end - 1);
    log_raw(line, size + sizeof end - 1);
}

void log_raw(const char *text, size_t length)
{
    if (!os.can_write(STDERR))
        return;
    ssize_t wrote;
    do
        wrote = os.write(STDERR, text, length);
    while (wrote < 0 && errno == EINTR);
}

static void write_line(const char *format, va_list arguments)
{
    char text[LINE_BYTES];
    int length = vsnprintf(text, sizeof text, format, arguments);
    if (length < 0)
        return;
    if ((size_t)length >= sizeof text)
        length = (int)sizeof text - 1;
    if (log_as_json()) {
        write_json_line(text, (size_t)length);
        return;
    }

    static const char prefix[] = "[mesh-rt] ";
    char line[LINE_BYTES];
    size_t size = sizeof prefix - 1;
    memcpy(line, prefix, size);
    size += log_escape(line + size, sizeof line - size - 1, text, (size_t)length);
    line[size++] = '\n';
    log_raw(line, size);
}

void log_line(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line(format, arguments);
    va_end(arguments);
}

_Noreturn void bug(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    write_line(format, arguments);
    va_end(arguments);
    abort();
}
