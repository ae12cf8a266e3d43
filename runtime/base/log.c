#include "base/log.h"

#include "base/os.h"
#include "base/panic.h"

#include <errno.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LINE_BYTES 4096
#define STDERR 2

static _Atomic int64_t lost_lines;

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

void log_raw(const char *text, size_t length)
{
    if (!os.can_write(STDERR)) {
        atomic_fetch_add_explicit(&lost_lines, 1, memory_order_relaxed);
        return;
    }
    ssize_t wrote;
    do
        wrote = os.write(STDERR, text, length);
    while (wrote < 0 && errno == EINTR);
    if (wrote < 0)
        atomic_fetch_add_explicit(&lost_lines, 1, memory_order_relaxed);
}

int64_t log_lost(void)
{
    return atomic_load_explicit(&lost_lines, memory_order_relaxed);
}

static void write_line(const char *format, va_list arguments)
{
    char text[LINE_BYTES];
    int length = vsnprintf(text, sizeof text, format, arguments);
    if (length < 0)
        return;
    if ((size_t)length >= sizeof text)
        length = (int)sizeof text - 1;

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
