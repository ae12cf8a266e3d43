/* Frames: whole and byte by byte must give the same events. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "wire/websocket.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_MESSAGE = 1 << 12, MOST = 1 << 16 };

static uint64_t mix(uint64_t state, uint64_t value)
{
    return (state ^ value) * UINT64_C(0x100000001b3);
}

static uint64_t run(const uint8_t *data, size_t size, size_t step)
{
    uint64_t seen = 1;
    WsReader reader;
    uint8_t *buffer = NULL;
    size_t length = 0;
    ws_reader_init(&reader, MAX_MESSAGE);
    for (size_t at = 0; at < size; at += step) {
        size_t part = size - at < step ? size - at : step;
        buffer = realloc(buffer, length + part);
        memcpy(buffer + length, data + at, part);
        length += part;
        WsEvent event;
        while ((event = ws_read(&reader, buffer, &length)) != WS_EVENT_MORE) {
            seen = mix(seen, (uint64_t)event);
            if (event == WS_EVENT_CLOSE || event == WS_EVENT_FAILED)
                seen = mix(seen, (uint64_t)reader.code);
            assert(reader.payload_length == 0 ||
                   reader.payload_at + reader.payload_length <= length);
            for (size_t i = 0; i < reader.payload_length; i++)
                seen = mix(seen, buffer[reader.payload_at + i]);
        }
    }
    free(buffer);
    return seen;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size > MOST)
        return 0;
    uint64_t whole = run(data, size, size ? size : 1);
    assert(whole == run(data, size, 1));
    assert(whole == run(data, size, 5));
    return 0;
}
