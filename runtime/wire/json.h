/* json.h - reads JSON as a sequence of tokens, and writes its strings.
 *
 * Strict by RFC 8259, iterative, and limited in depth: nothing in the text makes it use stack or
 * memory of its own. Text and reader belong to the caller; tokens point into the text. The reader
 * checks a string completely before it gives it, so json_decode cannot fail.
 *
 *     {"a": [1, "x"]}   OBJECT KEY(a) ARRAY INT(1) STRING(x) ARRAY_END OBJECT_END END */
#ifndef RT_WIRE_JSON_H
#define RT_WIRE_JSON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
    JSON_DEFAULT_DEPTH = 512,
    JSON_MAX_DEPTH = 1024, /* the most a reader can be asked for */
    JSON_ERROR_BYTES = 160
};

typedef enum JsonToken {
    JSON_NULL,
    JSON_FALSE,
    JSON_TRUE,
    JSON_INT,
    JSON_FLOAT,
    JSON_STRING,
    JSON_KEY,
    JSON_ARRAY,
    JSON_ARRAY_END,
    JSON_OBJECT,
    JSON_OBJECT_END,
    JSON_END,  /* one whole value was read and nothing follows it */
    JSON_ERROR /* stays so */
} JsonToken;

typedef struct JsonReader {
    /* of the last token; read them freely */
    int64_t integer;     /* JSON_INT */
    double number;       /* JSON_FLOAT */
    const uint8_t *text; /* JSON_STRING, JSON_KEY: between the quotes, as written */
    size_t text_length;
    size_t decoded_length; /* what json_decode writes */
    bool has_escapes;      /* false: text is the string itself */
    const char *error;     /* JSON_ERROR: what, as a static text */
    size_t error_at;       /* byte offset */
    /* where the token begins; for JSON_ARRAY_END and JSON_OBJECT_END, its bracket */
    size_t token_at;
    size_t at; /* behind the last token */
    int depth; /* open arrays and objects */

    /* private */
    const uint8_t *bytes;
    size_t length;
    int max_depth;
    int state;
    bool lenient;
    uint64_t is_object[JSON_MAX_DEPTH / 64]; /* one bit per open bracket */
} JsonReader;

/* Borrows the text. A lenient reader turns escapes of lone surrogates and of NUL into U+FFFD. */
void json_reader_init(JsonReader *r, const uint8_t *bytes, size_t length, int max_depth,
                      bool lenient);

/* The next token; after JSON_ERROR always that. */
JsonToken json_next(JsonReader *r);

/* Reads to the end of the value whose first token was `first`. False after an error. */
bool json_skip(JsonReader *r, JsonToken first);

/* The last string or key, escapes resolved: exactly decoded_length bytes. */
void json_decode(const JsonReader *r, uint8_t *out);

/* `expected value at line 1 column 1`, at most JSON_ERROR_BYTES - 1 bytes and a NUL; returns the
 * size. */
size_t json_error_text(const JsonReader *r, char out[JSON_ERROR_BYTES]);

/* A string in quotes, escaped. Bytes that are not UTF-8 become U+FFFD. */
size_t json_quoted_size(const uint8_t *bytes, size_t length);
size_t json_quote(const uint8_t *bytes, size_t length, uint8_t *out); /* returns json_quoted_size */

#endif
