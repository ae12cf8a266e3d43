#include "wire/websocket.h"

#include <openssl/evp.h>
#include <openssl/sha.h>
#include <string.h>

#include "base/utf8.h"
#include "wire/http_text.h"

/* A length of 7 bits, or one of these and then the length in 2 or 8 bytes (RFC 6455, 5.2). */
enum { LENGTH_IN_2 = 126, LENGTH_IN_8 = 127 };

/* ---- Handshake ---- */

static bool any_line_has(const Http1Request *r, const uint8_t *bytes, const char *name,
                         const char *token)
{
    for (int i = http1_find(r, bytes, name, 0); i >= 0; i = http1_find(r, bytes, name, i + 1))
        if (http_list_has(bytes + r->fields[i].value.at, r->fields[i].value.length, token))
            return true;
    return false;
}

/* The value of a field that occurs exactly once, or NULL. */
static const uint8_t *only_value(const Http1Request *r, const uint8_t *bytes, const char *name,
                                 size_t *length)
{
    int first = http1_find(r, bytes, name, 0);
    if (first < 0 || http1_find(r, bytes, name, first + 1) >= 0)
        return NULL;
    *length = r->fields[first].value.length;
    return bytes + r->fields[first].value.at;
}

static bool is_base64(uint8_t byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'Z') ||
           (byte >= 'a' && byte <= 'z') || byte == '+' || byte == '/';
}

/* 16 bytes in base64: 22 digits and the padding. */
static bool is_key(const uint8_t *key, size_t length)
{
    if (length != 24 || key[22] != '=' || key[23] != '=')
        return false;
    for (int i = 0; i < 22; i++)
        if (!is_base64(key[i]))
            return false;
    return true;
}

static void write_accept(const uint8_t *key, char accept[WS_ACCEPT_SIZE])
{
    static const char guid[] = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    uint8_t text[24 + sizeof guid - 1], digest[SHA_DIGEST_LENGTH], encoded[WS_ACCEPT_SIZE + 1];
    memcpy(text, key, 24);
    memcpy(text + 24, guid, sizeof guid - 1);
    SHA1(text, sizeof text, digest);
    EVP_EncodeBlock(encoded, digest, sizeof digest);
    memcpy(accept, encoded, WS_ACCEPT_SIZE);
}

int ws_check_handshake(const Http1Request *r, const uint8_t *bytes, char accept[WS_ACCEPT_SIZE],
                       const char **why)
{
    size_t length;
    const uint8_t *version = only_value(r, bytes, "sec-websocket-version", &length);
    bool version_is_13 = version && length == 2 && memcmp(version, "13", 2) == 0;
    size_t key_length;
    const uint8_t *key = only_value(r, bytes, "sec-websocket-key", &key_length);

    if (r->method != HTTP_METHOD_GET)
        *why = "method must be GET";
    else if (r->minor != 1)
        *why = "version must be HTTP/1.1";
    else if (!any_line_has(r, bytes, "upgrade", "websocket"))
        *why = "missing or invalid Upgrade header";
    else if (!any_line_has(r, bytes, "connection", "upgrade"))
        *why = "missing or invalid Connection header";
    else if (!key || !is_key(key, key_length))
        *why = http1_find(r, bytes, "sec-websocket-key", 0) < 0
                   ? "missing Sec-WebSocket-Key header"
                   : "invalid Sec-WebSocket-Key header";
    else if (http1_find(r, bytes, "content-length", 0) >= 0 ||
             http1_find(r, bytes, "transfer-encoding", 0) >= 0)
        *why = "a handshake has no body";
    else if (!version_is_13)
        *why = "missing or invalid Sec-WebSocket-Version (must be 13)";
    else {
        write_accept(key, accept);
        return 0;
    }
    /* The key was checked before the version, so here only the version is wrong. */
    return strstr(*why, "Sec-WebSocket-Version") ? 426 : 400;
}

/* ---- Reading ---- */

/* A frame head taken apart. */
typedef struct Frame {
    bool final, is_control;
    int opcode;
    uint64_t length;
    size_t head_size; /* with the mask */
} Frame;

void ws_reader_init(WsReader *r, size_t max_message)
{
    memset(r, 0, sizeof *r);
    r->max_message = max_message;
}

static WsEvent fail(WsReader *r, int code, const char *reason)
{
    r->over = true;
    r->code = code;
    r->reason = reason;
    r->payload_length = 0;
    return WS_EVENT_FAILED;
}

static WsEvent protocol_error(WsReader *r, const char *reason)
{
    return fail(r, WS_PROTOCOL_ERROR, reason);
}

static bool is_known_opcode(int opcode)
{
    return opcode <= WS_OP_BINARY || (opcode >= WS_OP_CLOSE && opcode <= WS_OP_PONG);
}

/* What the first two bytes forbid, or NULL. */
static const char *bad_head(const WsReader *r, const uint8_t *head)
{
    int opcode = head[0] & 15;
    bool final = head[0] & 0x80;
    int length = head[1] & 0x7F;
    if (head[0] & 0x70)
        return "reserved bit set";
    if (!is_known_opcode(opcode))
        return "unknown opcode";
    if (opcode >= WS_OP_CLOSE && (!final || length > WS_MAX_CONTROL))
        return "control frame too long or fragmented";
    if (!(head[1] & 0x80))
        return "frame without mask";
    if (opcode == WS_OP_CONTINUATION && r->message_opcode == 0)
        return "unexpected continuation frame";
    if ((opcode == WS_OP_TEXT || opcode == WS_OP_BINARY) && r->message_opcode != 0)
        return "new message during fragmented sequence";
    return NULL;
}

static uint64_t read_big_endian(const uint8_t *bytes, size_t count)
{
    uint64_t value = 0;
    for (size_t i = 0; i < count; i++)
        value = value << 8 | bytes[i];
    return value;
}

/* Reads the head of the next frame: WS_EVENT_TEXT when it is there and allowed. */
static WsEvent read_head(WsReader *r, const uint8_t *head, size_t there, Frame *frame)
{
    if (there < 2)
        return WS_EVENT_MORE;
    const char *bad = bad_head(r, head);
    if (bad)
        return protocol_error(r, bad);
    int short_length = head[1] & 0x7F;
    size_t extra = short_length == LENGTH_IN_2 ? 2 : short_length == LENGTH_IN_8 ? 8 : 0;
    if (there < 2 + extra)
        return WS_EVENT_MORE;
    frame->final = head[0] & 0x80;
    frame->opcode = head[0] & 15;
    frame->is_control = frame->opcode >= WS_OP_CLOSE;
    frame->length = extra ? read_big_endian(head + 2, extra) : (uint64_t)short_length;
    frame->head_size = 2 + extra + 4;
    if ((extra == 2 && frame->length < LENGTH_IN_2) || (extra == 8 && frame->length <= UINT16_MAX))
        return protocol_error(r, "length not in its shortest form");
    if (frame->length >> 63)
        return protocol_error(r, "length out of range");
    if (!frame->is_control && frame->length > r->max_message - r->message_length)
        return fail(r, WS_TOO_BIG, "message too big");
    return WS_EVENT_TEXT;
}

/* Copies downwards while taking the mask off; the ranges may overlap as long as to <= from. The
 * mask lies in front of the payload and may be overwritten on the way, so it is copied first. */
static void unmask(uint8_t *to, const uint8_t *from, size_t length)
{
    uint8_t mask[4];
    uint32_t half;
    memcpy(mask, from - 4, 4);
    memcpy(&half, mask, 4);
    uint64_t whole = (uint64_t)half << 32 | half;
    size_t i = 0;
    for (; length - i >= 8; i += 8) {
        uint64_t word;
        memcpy(&word, from + i, 8);
        word ^= whole;
        memcpy(to + i, &word, 8);
    }
    for (; i < length; i++)
        to[i] = from[i] ^ mask[i & 3];
}

bool ws_code_is_valid(int code)
{
    return (code >= 1000 && code <= 1003) || (code >= 1007 && code <= 1014) ||
           (code >= 3000 && code <= 4999);
}

static WsEvent read_close(WsReader *r, const uint8_t *payload)
{
    if (r->payload_length == 1)
        return protocol_error(r, "close frame of one byte");
    r->over = true;
    r->code = WS_NO_CODE;
    if (r->payload_length == 0)
        return WS_EVENT_CLOSE;
    r->code = (int)read_big_endian(payload, 2);
    if (!ws_code_is_valid(r->code))
        return protocol_error(r, "invalid close code");
    if (!utf8_valid(payload + 2, r->payload_length - 2))
        return fail(r, WS_BAD_TEXT, "invalid UTF-8");
    r->payload_at += 2;
    r->payload_length -= 2;
    return WS_EVENT_CLOSE;
}

static WsEvent read_control(WsReader *r, uint8_t *bytes, const Frame *frame)
{
    if (frame->opcode == WS_OP_CLOSE)
        return read_close(r, bytes + r->payload_at);
    return frame->opcode == WS_OP_PING ? WS_EVENT_PING : WS_EVENT_PONG;
}

static WsEvent finish_message(WsReader *r, const uint8_t *bytes, int opcode)
{
    if (opcode == WS_OP_BINARY)
        return WS_EVENT_BINARY;
    if (!utf8_valid(bytes + r->payload_at, r->payload_length))
        return fail(r, WS_BAD_TEXT, "invalid UTF-8");
    return WS_EVENT_TEXT;
}

/* A fragment: behind what the message has so far. WS_EVENT_MORE when it was not the last. */
static WsEvent read_fragment(WsReader *r, const uint8_t *bytes, const Frame *frame)
{
    if (++r->fragments > WS_MAX_FRAGMENTS)
        return fail(r, WS_TOO_BIG, "too many fragments");
    if (frame->opcode != WS_OP_CONTINUATION)
        r->message_opcode = frame->opcode;
    r->message_length += (size_t)frame->length;
    if (!frame->final)
        return WS_EVENT_MORE;
    int opcode = r->message_opcode;
    r->payload_at = 0;
    r->payload_length = r->message_length;
    r->message_opcode = 0;
    r->message_length = 0;
    r->fragments = 0;
    return finish_message(r, bytes, opcode);
}

/* The next frame. A message in one frame stays where it is; fragments move to the front. */
static WsEvent read_frame(WsReader *r, uint8_t *bytes, size_t length, bool *progress)
{
    Frame frame;
    uint8_t *head = bytes + r->scan;
    size_t there = length - r->scan;
    WsEvent event = read_head(r, head, there, &frame);
    if (event != WS_EVENT_TEXT)
        return event;
    if (there < frame.head_size || there - frame.head_size < frame.length)
        return WS_EVENT_MORE;
    *progress = true;
    bool in_place = frame.is_control || (frame.final && frame.opcode != WS_OP_CONTINUATION);
    const uint8_t *payload = head + frame.head_size;
    uint8_t *to = in_place ? head + frame.head_size : bytes + r->message_length;
    unmask(to, payload, (size_t)frame.length);
    r->scan += frame.head_size + (size_t)frame.length;
    r->payload_at = (size_t)(to - bytes);
    r->payload_length = (size_t)frame.length;
    if (frame.is_control)
        return read_control(r, bytes, &frame);
    return in_place ? finish_message(r, bytes, frame.opcode) : read_fragment(r, bytes, &frame);
}

static void close_gap(WsReader *r, uint8_t *bytes, size_t *length)
{
    size_t gap = r->scan - r->message_length;
    if (gap == 0)
        return;
    memmove(bytes + r->message_length, bytes + r->scan, *length - r->scan);
    r->scan = r->message_length;
    *length -= gap;
}

WsEvent ws_read(WsReader *r, uint8_t *bytes, size_t *length)
{
    WsEvent event;
    bool progress;
    if (r->over) {
        r->scan = r->message_length = 0;
        *length = 0;
    }
    if (*length == 0)
        return WS_EVENT_MORE;
    do {
        progress = false;
        event = read_frame(r, bytes, *length, &progress);
    } while (event == WS_EVENT_MORE && progress);
    if (event == WS_EVENT_MORE)
        close_gap(r, bytes, length);
    return event;
}

/* ---- Writing ---- */

size_t ws_write_head(WsOpcode opcode, size_t length, uint8_t out[WS_HEAD_SIZE])
{
    out[0] = (uint8_t)(0x80 | opcode);
    if (length < LENGTH_IN_2) {
        out[1] = (uint8_t)length;
        return 2;
    }
    size_t extra = length <= UINT16_MAX ? 2 : 8;
    out[1] = extra == 2 ? LENGTH_IN_2 : LENGTH_IN_8;
    for (size_t i = 0; i < extra; i++)
        out[2 + i] = (uint8_t)((uint64_t)length >> (8 * (extra - 1 - i)));
    return 2 + extra;
}

size_t ws_write_close(int code, const uint8_t *reason, size_t length, uint8_t out[WS_CLOSE_SIZE])
{
    if (code == WS_NO_CODE)
        return ws_write_head(WS_OP_CLOSE, 0, out);
    if (length > 0)
        length = utf8_valid_prefix(reason, length < WS_MAX_REASON ? length : WS_MAX_REASON);
    size_t head = ws_write_head(WS_OP_CLOSE, length + 2, out);
    out[head] = (uint8_t)(code >> 8);
    out[head + 1] = (uint8_t)code;
    if (length > 0)
        memcpy(out + head + 2, reason, length);
    return head + 2 + length;
}
