/* JSON: what is read strictly is also read leniently, strings decode to their announced size, and a
 * decoded string that is quoted again reads back equal. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "wire/json.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { DEPTH = 64 };

static void check_string(const JsonReader *r)
{
    uint8_t *text = malloc(r->decoded_length + 1);
    json_decode(r, text);
    assert(utf8_valid(text, r->decoded_length));
    size_t size = json_quoted_size(text, r->decoded_length);
    uint8_t *quoted = malloc(size);
    assert(json_quote(text, r->decoded_length, quoted) == size);
    JsonReader again;
    json_reader_init(&again, quoted, size, 1, false);
    assert(json_next(&again) == JSON_STRING && again.decoded_length == r->decoded_length);
    uint8_t *back = malloc(r->decoded_length + 1);
    json_decode(&again, back);
    assert(memcmp(text, back, r->decoded_length) == 0);
    free(back);
    free(quoted);
    free(text);
}

static bool read_all(const uint8_t *data, size_t size, bool lenient)
{
    JsonReader r;
    json_reader_init(&r, data, size, DEPTH, lenient);
    for (;;) {
        JsonToken token = json_next(&r);
        if (token == JSON_STRING || token == JSON_KEY)
            check_string(&r);
        if (token == JSON_END)
            return true;
        if (token != JSON_ERROR)
            continue;
        char text[JSON_ERROR_BYTES];
        assert(r.error_at <= size && json_error_text(&r, text) < sizeof text);
        return false;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    bool strict = read_all(data, size, false), lenient = read_all(data, size, true);
    assert(!strict || lenient);
    return 0;
}
