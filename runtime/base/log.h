/* log.h - lines on standard error.
 *
 * A line is formatted completely and written with one write, so lines of several threads never mix.
 * A line that standard error cannot take at once is lost, never waited for: no worker
 * thread stops because nobody reads the log. Control bytes inside a line are escaped. With
 * MESH_LOG_FORMAT=json a line is an object. Any thread may call this. */
#ifndef RT_BASE_LOG_H
#define RT_BASE_LOG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Writes "[mesh-rt] ", the text and a newline. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* Writes text of one or more whole lines as it is, with one write. */
void log_raw(const char *text, size_t length);

/* Copies text with control bytes escaped; returns the bytes written, never more than `room`. */
size_t log_escape(char *out, size_t room, const char *text, size_t length);

/* Whether lines are JSON objects: MESH_LOG_FORMAT=json. */
bool log_as_json(void);

/* The inside of a JSON string, at most `room` bytes of it, never cut inside a character. Bytes that
 * are not UTF-8 become U+FFFD. The size; no NUL. */
size_t log_json_text(char *out, size_t room, const char *text, size_t length);

/* Now, as 2026-01-31T23:59:59.999Z. */
#define LOG_TIME_BYTES 64
void log_time(char out[LOG_TIME_BYTES]); /* the wall clock as it begins a line */

#endif
