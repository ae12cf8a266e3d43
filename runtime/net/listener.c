#include "net/listener.h"

#include <errno.h>
#include <limits.h>
#include <openssl/err.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "actor/actor.h"
#include "base/log.h"
#include "base/memory.h"
#include "base/os.h"
#include "base/panic.h"
#include "io/socket.h"

enum {
    BACKLOG = 4096,
    MOST_OPEN = 16384,
    DESCRIPTORS_KEPT = 64, /* for everything that is no connection */
    FEWEST_OPEN = 8,
    RETRY_MS = 50, /* when descriptors or memory are used up */
    DEFAULT_MAX_BODY = 16 << 20,
    LINES_A_SECOND = 10
};

/* ---- Opening ---- */

/* As many as the descriptor limit allows, which is raised as far as it goes. */
static int64_t most_connections(void)
{
    struct rlimit limit;
    if (getrlimit(RLIMIT_NOFILE, &limit) != 0)
        return MOST_OPEN;
    if (limit.rlim_cur < limit.rlim_max) {
        struct rlimit raised = {limit.rlim_max, limit.rlim_max};
        if (setrlimit(RLIMIT_NOFILE, &raised) == 0)
            limit = raised;
    }
    if (limit.rlim_cur == RLIM_INFINITY || limit.rlim_cur > MOST_OPEN + DESCRIPTORS_KEPT)
        return MOST_OPEN;
    int64_t room = (int64_t)limit.rlim_cur - DESCRIPTORS_KEPT;
    return room < FEWEST_OPEN ? FEWEST_OPEN : room;
}

static size_t configured_max_body(void)
{
    const char *text = getenv("MESH_HTTP_MAX_BODY");
    if (!text)
        return DEFAULT_MAX_BODY;
    char *end;
    unsigned long long size = strtoull(text, &end, 10);
    int shift = *end == 'K' ? 10 : *end == 'M' ? 20 : *end == 'G' ? 30 : 0;
    bool good =
        end != text && *text != '-' && end[shift != 0] == 0 && size <= (UINT64_MAX >> shift) / 2;
    if (good)
        return (size_t)(size << shift);
    log_line("MESH_HTTP_MAX_BODY is not a number of bytes; the default of 16M holds");
    return DEFAULT_MAX_BODY;
}

static void drop_reference(Listener *l)
{
    /* Release pairs with the acquire of whoever comes last and frees. */
    if (atomic_fetch_sub_explicit(&l->references, 1, memory_order_acq_rel) > 1)
        return;
    SSL_CTX_free(l->tls);
    memory_free(l);
}

static void release(Resource *resource, bool crashed)
{
    Listener *l = (Listener *)resource;
    (void)crashed;
    io_close_here(l->fd);
    l->fd = -1;
    drop_reference(l);
}

static const ResourceClass listener_class = {.name = "listener", .release = release};

/* False for what no path can be. */
static bool path_text(const MeshString *path, char out[PATH_MAX])
{
    size_t length = (size_t)path->length;
    if (length >= PATH_MAX || memchr(path->bytes, 0, length))
        return false;
    memcpy(out, path->bytes, length);
    out[length] = 0;
    return true;
}

/* NULL and a reason in `why`. */
static SSL_CTX *load_tls(const MeshString *certificate_path, const MeshString *key_path, char *why,
                         size_t room)
{
    char certificate[PATH_MAX], key[PATH_MAX];
    if (!path_text(certificate_path, certificate) || !path_text(key_path, key)) {
        snprintf(why, room, "not the path of a file");
        return NULL;
    }
    SSL_CTX *tls = SSL_CTX_new(TLS_server_method());
    if (tls && SSL_CTX_set_min_proto_version(tls, TLS1_2_VERSION) == 1 &&
        SSL_CTX_use_certificate_chain_file(tls, certificate) == 1 &&
        SSL_CTX_use_PrivateKey_file(tls, key, SSL_FILETYPE_PEM) == 1 &&
        SSL_CTX_check_private_key(tls) == 1) {
        SSL_CTX_set_options(tls, SSL_OP_NO_RENEGOTIATION | SSL_OP_IGNORE_UNEXPECTED_EOF);
        return tls;
    }
    ERR_error_string_n(ERR_get_error(), why, room);
    ERR_clear_error();
    SSL_CTX_free(tls);
    return NULL;
}

static void fail_to_start(MeshContext *cx, const char *kind, const char *address, const char *why)
{
    log_line("Failed to start %s on %s: %s", kind, address, why);
    mesh_panic_c(cx, "Failed to start %s on %s: %s", kind, address, why);
}

Listener *listener_open(MeshContext *cx, const char *kind, int64_t port,
                        const MeshString *certificate, const MeshString *key)
{
    char address[64], why[256];
    SSL_CTX *tls = NULL;
    snprintf(address, sizeof address, "[::]:%lld", (long long)port);
    if (port < 0 || port > 65535)
        fail_to_start(cx, kind, address, "no such port");
    if (certificate && !(tls = load_tls(certificate, key, why, sizeof why))) {
        log_line("Failed to load TLS certificates: %s", why);
        mesh_panic_c(cx, "Failed to load TLS certificates: %s", why);
    }
    int fd = socket_listen((int)port, BACKLOG);
    if (fd < 0) {
        SSL_CTX_free(tls);
        fail_to_start(cx, kind, address, strerror(-fd));
    }
    Listener *l = memory_zeroed(sizeof *l);
    l->resource.class = &listener_class;
    l->fd = fd;
    l->tls = tls;
    l->port = socket_port(fd);
    l->most_open = most_connections();
    l->max_body = configured_max_body();
    atomic_init(&l->references, 1);
    socket_listen_text(fd, l->address);
    log_line("%s listening on %s", kind, l->address);
    return l;
}

/* ---- Accepting ---- */

/* Nothing to accept with for the moment: others need to close something first. */
static void pause_accepting(MeshContext *cx)
{
    int64_t until = os_monotonic_ms() + RETRY_MS;
    while (os_monotonic_ms() < until)
        actor_wait(actor_of(cx), until);
}

void listener_accept(MeshContext *cx, Listener *l, Accepted *accepted)
{
    if (!l->owner) {
        l->owner = cx;
        resource_attach(cx, &l->resource);
    }
    for (;;) {
        struct sockaddr_storage address;
        socklen_t length = sizeof address;
        if (atomic_load_explicit(&l->open, memory_order_relaxed) >= l->most_open) {
            pause_accepting(cx);
            continue;
        }
        int fd = os.accept(l->fd, (struct sockaddr *)&address, &length);
        int error = fd < 0 ? os_error() : 0;
        if (fd >= 0 && stream_init(&accepted->stream, fd, l->tls)) {
            socket_address_text((struct sockaddr *)&address, accepted->remote);
            atomic_fetch_add_explicit(&l->open, 1, memory_order_relaxed);
            atomic_fetch_add_explicit(&l->references, 1, memory_order_relaxed);
            return;
        }
        if (fd >= 0) {
            stream_close(&accepted->stream);
            pause_accepting(cx);
        } else if (error == EAGAIN || error == EWOULDBLOCK) {
            io_wait(cx, l->fd, IO_READ, -1);
        } else if (error == EMFILE || error == ENFILE || error == ENOBUFS || error == ENOMEM) {
            pause_accepting(cx);
        } else if (error == EBADF || error == EINVAL || error == ENOTSOCK) {
            mesh_panic_c(cx, "cannot accept connections: %s", strerror(error));
        }
        /* The rest concerns one connection that is gone already. */
    }
}

void listener_closed_one(Listener *l)
{
    atomic_fetch_sub_explicit(&l->open, 1, memory_order_relaxed);
    drop_reference(l);
}

bool listener_may_log(Listener *l)
{
    int64_t window = os_monotonic_ms() / 1000 << 8;
    int64_t seen = atomic_load_explicit(&l->log_window, memory_order_relaxed), next;
    do {
        next = seen >> 8 == window >> 8 ? seen + 1 : window + 1;
        if ((next & 255) > LINES_A_SECOND)
            return false;
    } while (!atomic_compare_exchange_weak_explicit(&l->log_window, &seen, next,
                                                    memory_order_relaxed, memory_order_relaxed));
    return true;
}
