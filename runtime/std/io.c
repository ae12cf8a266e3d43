/* The bodies of std/io.mpl, and of print and println. */
#include "std/language.h"
#include "std_externs.h"

#include "base/os.h"
#include "base/prim.h"
#include "value/list.h"
#include "value/string.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STDOUT      1
#define STDERR      2
#define PIPE_ATOMIC 4096 /* a pipe that can be written takes so much at once */

/* ---- Writing ---- */

typedef struct Output {
    int fd;
    const uint8_t *bytes;
    size_t length;
} Output;

/* Blocks its thread until all is written. False when nobody reads any more. */
static bool write_all(Output *output)
{
    while (output->length > 0) {
        ssize_t wrote = os.write(output->fd, output->bytes, output->length);
        if (wrote < 0 && (errno == EINTR || errno == EAGAIN)) {
            if (errno == EAGAIN)
                os.sleep_ns(1000000);
            continue;
        }
        if (wrote < 0)
            return false;
        output->bytes += wrote;
        output->length -= (size_t)wrote;
    }
    return true;
}

static void write_on_pool(MeshContext *cx, void *arg)
{
    (void)cx;
    write_all(arg);
}

/* A reader that is slow holds up the actor that writes, not the worker. */
static void write_out(MeshContext *cx, int fd, const uint8_t *bytes, size_t length)
{
    Output output = {fd, bytes, length};
    if (length <= PIPE_ATOMIC && os.can_write(fd))
        write_all(&output);
    else
        mesh_offload(cx, write_on_pool, &output);
}

static void write_line(MeshContext *cx, int fd, const MeshString *text)
{
    size_t length = (size_t)text->length;
    if (length < 1024) {
        uint8_t line[1024];
        memcpy(line, text->bytes, length);
        line[length] = '\n';
        write_out(cx, fd, line, length + 1);
        return;
    }
    uint8_t *bytes;
    MeshString *whole = string_alloc(cx, length + 1, &bytes);
    memcpy(bytes, text->bytes, length);
    bytes[length] = '\n';
    write_out(cx, fd, bytes, length + 1);
    object_drop(cx, whole);
}

void mesh_print(MeshContext *cx, MeshString *text)
{
    write_out(cx, STDOUT, text->bytes, (size_t)text->length);
}

void mesh_println(MeshContext *cx, MeshString *text)
{
    write_line(cx, STDOUT, text);
}

void mesh_io_eprint(MeshContext *cx, MeshString *text)
{
    write_out(cx, STDERR, text->bytes, (size_t)text->length);
}

/* ---- Reading ---- */

/* On a thread of the pool: the C library keeps what was read beyond the line, under its own
 * lock. */
MeshList *mesh_io_read_line(MeshContext *cx)
{
    char *line = NULL;
    size_t room = 0;
    ssize_t length = getline(&line, &room, stdin);
    MeshList *list = list_empty();
    if (length >= 0) {
        if (length > 0 && line[length - 1] == '\n')
            length--;
        if (length > 0 && line[length - 1] == '\r')
            length--;
        MeshString *text = string_new(cx, line, (size_t)length);
        list = list_push(cx, MESH_KIND_REF, list, (MeshWord)text);
    }
    free(line);
    return list;
}
