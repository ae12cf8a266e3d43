/* Bodies of the externs of std/ws.mpl. A connection is known by its handle: in the actor that
 * serves it even after the connection has ended, in others only while it is open. */
#include "std_externs.h"

#include "actor/actor.h"
#include "base/memory.h"
#include "base/panic.h"
#include "base/utf8.h"
#include "net/ws_connection.h"
#include "value/object.h"
#include "value/string.h"

int64_t mesh_ws_listen(MeshContext *cx, int64_t port)
{
    return (int64_t)(uintptr_t)listener_open(cx, "WebSocket server", port, NULL, NULL);
}

int64_t mesh_ws_listen_tls(MeshContext *cx, int64_t port, MeshString *certificate, MeshString *key)
{
    return (int64_t)(uintptr_t)listener_open(cx, "WebSocket server", port, certificate, key);
}

int64_t mesh_ws_accept(MeshContext *cx, int64_t listener)
{
    Accepted accepted;
    Listener *from = (Listener *)(uintptr_t)listener;
    listener_accept(cx, from, &accepted);
    return ws_connection_new(program_of(cx), from, &accepted)->member.handle;
}

static WsHub *hub_of(MeshContext *cx)
{
    return ws_hub(program_of(cx));
}

/* ---- The serving actor ---- */

static WsConnection *own(MeshContext *cx, int64_t handle)
{
    WsConnection *c = ws_connection_own(cx, handle);
    if (!c)
        mesh_panic_c(cx, "not a WebSocket connection of this process");
    return c;
}

bool mesh_ws_read_handshake(MeshContext *cx, int64_t connection)
{
    WsMember *member = ws_hub_find(hub_of(cx), connection);
    if (!member)
        return false;
    WsConnection *c = (WsConnection *)member;
    ws_connection_adopt(cx, c);
    ws_member_release(member);
    return ws_connection_read_handshake(cx, c);
}

bool mesh_ws_upgrade(MeshContext *cx, int64_t connection)
{
    return ws_connection_upgrade(cx, own(cx, connection));
}

void mesh_ws_on_crash(MeshContext *cx, int64_t connection, MeshClosure *run)
{
    ws_connection_on_crash(cx, own(cx, connection), run);
}

/* The path with its query. The two lie behind each other, as sent. */
MeshString *mesh_ws_path(MeshContext *cx, int64_t connection)
{
    const HttpConnection *http = own(cx, connection)->http;
    if (!http)
        return string_empty();
    const Http1Request *r = http_connection_request(http);
    size_t length = (size_t)r->path.length + (r->has_query ? r->query.length + 1u : 0);
    if (r->path.length > 0)
        return string_new(cx, http_connection_bytes(http) + r->path.at, length);
    uint8_t *out;
    MeshString *path = string_alloc(cx, length + 1, &out);
    out[0] = '/';
    if (length > 0)
        __builtin_memcpy(out + 1, http_connection_bytes(http) + r->query.at - 1, length);
    return path;
}

MeshList *mesh_ws_headers(MeshContext *cx, int64_t connection)
{
    HttpConnection *http = own(cx, connection)->http;
    MeshString *block = http ? mesh_http_head(cx, (int64_t)(uintptr_t)http) : string_empty();
    MeshList *headers = mesh_http_header_list(cx, block);
    object_drop(cx, block);
    return headers;
}

void mesh_ws_reject(MeshContext *cx, int64_t connection)
{
    ws_connection_reject(cx, own(cx, connection));
}

int64_t mesh_ws_next(MeshContext *cx, int64_t connection)
{
    return ws_connection_next(cx, own(cx, connection));
}

MeshString *mesh_ws_text(MeshContext *cx, int64_t connection)
{
    size_t length;
    const WsConnection *c = own(cx, connection);
    if (c->ended)
        return string_empty();
    const uint8_t *message = ws_connection_message(c, &length);
    return length == 0 ? string_empty() : string_new(cx, message, length);
}

int64_t mesh_ws_close_code(MeshContext *cx, int64_t connection)
{
    return own(cx, connection)->close_code;
}

MeshString *mesh_ws_close_reason(MeshContext *cx, int64_t connection)
{
    const WsConnection *c = own(cx, connection);
    return string_new(cx, c->close_reason, c->close_reason_length);
}

/* ---- Any actor ---- */

/* A text frame must be UTF-8, a String need not be: owned, and the string itself if it is. */
static MeshString *as_text(MeshContext *cx, MeshString *message)
{
    size_t length = (size_t)message->length;
    if (utf8_valid(message->bytes, length)) {
        object_dup(cx, message);
        return message;
    }
    uint8_t *out;
    MeshString *text = string_alloc(cx, utf8_replaced_size(message->bytes, length), &out);
    utf8_replace(message->bytes, length, out);
    return text;
}

static int64_t send_to(MeshContext *cx, int64_t handle, WsOpcode opcode, const MeshString *message)
{
    WsMember *member = ws_hub_find(hub_of(cx), handle);
    if (!member)
        return -1;
    bool sent = ws_connection_send(cx, (WsConnection *)member, opcode, message->bytes,
                                   (size_t)message->length);
    ws_member_release(member);
    return sent ? 0 : -1;
}

int64_t mesh_ws_send(MeshContext *cx, int64_t conn, MeshString *message)
{
    MeshString *text = as_text(cx, message);
    int64_t result = send_to(cx, conn, WS_OP_TEXT, text);
    object_drop(cx, text);
    return result;
}

int64_t mesh_ws_send_binary(MeshContext *cx, int64_t conn, MeshString *message)
{
    return send_to(cx, conn, WS_OP_BINARY, message);
}

int64_t mesh_ws_close(MeshContext *cx, int64_t conn, int64_t code, MeshString *reason)
{
    WsMember *member = code >= 0 && code < 5000 ? ws_hub_find(hub_of(cx), conn) : NULL;
    if (!member)
        return -1;
    bool closed = ws_connection_close(cx, (WsConnection *)member, (int)code, reason->bytes,
                                      (size_t)reason->length);
    ws_member_release(member);
    return closed ? 0 : -1;
}

int64_t mesh_ws_join(MeshContext *cx, int64_t conn, MeshString *room)
{
    return ws_hub_join(hub_of(cx), conn, room->bytes, (size_t)room->length) ? 0 : -1;
}

int64_t mesh_ws_leave(MeshContext *cx, int64_t conn, MeshString *room)
{
    return ws_hub_leave(hub_of(cx), conn, room->bytes, (size_t)room->length) ? 0 : -1;
}

/* Nothing in here waits, so what it holds outside the heap cannot be lost. */
static int64_t broadcast(MeshContext *cx, const MeshString *room, MeshString *message,
                         int64_t except)
{
    size_t count;
    int64_t failed = 0;
    MeshString *text = as_text(cx, message);
    WsMember **members = ws_hub_members(hub_of(cx), room->bytes, (size_t)room->length, &count);
    for (size_t i = 0; i < count; i++) {
        WsConnection *c = (WsConnection *)members[i];
        if (members[i]->handle != except)
            failed += !ws_connection_send(cx, c, WS_OP_TEXT, text->bytes, (size_t)text->length);
        ws_member_release(members[i]);
    }
    memory_free(members);
    object_drop(cx, text);
    return failed;
}

int64_t mesh_ws_broadcast(MeshContext *cx, MeshString *room, MeshString *message)
{
    return broadcast(cx, room, message, 0);
}

int64_t mesh_ws_broadcast_except(MeshContext *cx, MeshString *room, MeshString *message,
                                 int64_t conn)
{
    return broadcast(cx, room, message, conn);
}
