/* websocket.h - the WebSocket handshake and frames of RFC 6455, the server's side.
 *
 * The reader has the shape of http1.h: the caller owns the buffer and appends to it; fragments are
 * put together in place at its beginning, so it holds one message and what was read behind it. No
 * extensions, no subprotocols. */
#ifndef RT_WIRE_WEBSOCKET_H
#define RT_WIRE_WEBSOCKET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "wire/http1.h"

enum {
    WS_MAX_MESSAGE = 16 << 20,
    WS_MAX_FRAGMENTS = 262144,
    WS_MAX_CONTROL = 125,
    WS_MAX_REASON = 123,
    WS_HEAD_SIZE = 10,                  /* the most a frame head of the server takes */
    WS_CLOSE_SIZE = 2 + WS_MAX_CONTROL, /* the most a close frame takes */
    WS_ACCEPT_SIZE = 28
};

typedef enum WsCloseCode {
    WS_NORMAL = 1000,
    WS_GOING_AWAY = 1001,
    WS_PROTOCOL_ERROR = 1002,
    WS_NO_CODE = 1005,
    WS_LOST = 1006,
    WS_BAD_TEXT = 1007,
    WS_REJECTED = 1008,
    WS_TOO_BIG = 1009,
    WS_CRASHED = 1011,
    WS_OVERLOADED = 1013
} WsCloseCode;

typedef enum WsOpcode {
    WS_OP_CONTINUATION = 0,
    WS_OP_TEXT = 1,
    WS_OP_BINARY = 2,
    WS_OP_CLOSE = 8,
    WS_OP_PING = 9,
    WS_OP_PONG = 10
} WsOpcode;

/* ---- Handshake ---- */

/* 0 when the complete request is a handshake, and then the value of Sec-WebSocket-Accept; else the
 * status of the refusal (400 or 426) and *why. */
int ws_check_handshake(const Http1Request *request, const uint8_t *bytes,
                       char accept[WS_ACCEPT_SIZE], const char **why);

/* ---- Reading ---- */

typedef enum WsEvent {
    WS_EVENT_MORE,
    WS_EVENT_TEXT, /* payload is the whole message, valid UTF-8 */
    WS_EVENT_BINARY,
    WS_EVENT_PING,
    WS_EVENT_PONG,
    WS_EVENT_CLOSE, /* code, WS_NO_CODE when there was none; payload is the reason */
    WS_EVENT_FAILED /* close with code and reason */
} WsEvent;

typedef struct WsReader {
    /* of the last event, valid until the next call */
    size_t payload_at, payload_length;
    int code;
    const char *reason;

    /* private */
    size_t max_message;
    size_t scan;           /* everything before this is parsed */
    size_t message_length; /* fragments so far, at the beginning of the buffer */
    int message_opcode;    /* 0: no message is open */
    int fragments;
    bool over; /* closed or failed: whatever follows is ignored */
} WsReader;

/* `max_message` counts all frames of a message. */
void ws_reader_init(WsReader *reader, size_t max_message);

/* Goes on with bytes[0, *length). WS_EVENT_MORE may shorten *length: append at *length. */
WsEvent ws_read(WsReader *reader, uint8_t *bytes, size_t *length);

/* ---- Writing ---- */

/* The head of an unmasked final frame; returns its size. */
size_t ws_write_head(WsOpcode opcode, size_t payload_length, uint8_t out[WS_HEAD_SIZE]);

/* A whole close frame. WS_NO_CODE makes an empty one; the reason is cut at a character boundary. */
size_t ws_write_close(int code, const uint8_t *reason, size_t length, uint8_t out[WS_CLOSE_SIZE]);

/* True for codes an endpoint may send. */
bool ws_code_is_valid(int code);

#endif
