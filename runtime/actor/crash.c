/* Crashes: the report, and leaving for good.
 *
 *   [mesh-rt] actor <0.17> (name) crashed: MESSAGE at FILE:LINE
 *       at Module.function (FILE:LINE)
 *
 * or, with MESH_LOG_FORMAT=json, one object with the same in it. The trace comes from the chain of
 * frame pointers. A kind of crash (same place, same actor name) is written at most ten times a
 * second; then the number of those left out is written instead. */
#include "actor/actor.h"
#include "actor/trace.h"

#include "base/log.h"
#include "base/os.h"
#include "base/panic.h"
#include "base/prim.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define REPORT_BYTES     8192
#define CRASH_TEXT_BYTES 2048
#define LINES_A_SECOND   10

typedef struct Report {
    char text[REPORT_BYTES];
    size_t size;
} Report;

static void add(Report *report, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void add(Report *report, const char *format, ...)
{
    size_t room = sizeof report->text - report->size;
    va_list arguments;
    va_start(arguments, format);
    int size = vsnprintf(report->text + report->size, room, format, arguments);
    va_end(arguments);
    if (size > 0)
        report->size += (size_t)size < room ? (size_t)size : room - 1;
}

static const char *name_of(const Actor *self)
{
    if (self->kind == ACTOR_MAIN)
        return "main";
    return self->name ? self->name : "-";
}

static uint64_t kind_of_crash(const Actor *self, const MeshSite *site, const char *text,
                              size_t length)
{
    uint64_t key = (uint64_t)(uintptr_t)self->name * 31 + (uint64_t)(uintptr_t)site;
    const char *at = text;
    size_t count = site ? 0 : length;
    for (size_t i = 0; i < count; i++)
        key = (key ^ (unsigned char)at[i]) * UINT64_C(0x100000001B3);
    return key | 1;
}

/* False when there were too many of this kind; otherwise *lost is how many were left out before. */
static bool may_write(Program *program, uint64_t key, int64_t *lost)
{
    int64_t now = os_monotonic_ms();
    pthread_mutex_lock(&program->crash_lock);
    CrashKind *kind = &program->crash_kinds[(key >> 8) % CRASH_KINDS];
    if (kind->key != key)
        *kind = (CrashKind){.key = key, .window_ms = now, .lost = kind->lost};
    if (now - kind->window_ms >= 1000) {
        kind->window_ms = now;
        kind->lines = 0;
    }
    bool allowed = kind->lines < LINES_A_SECOND;
    *lost = kind->lost;
    if (allowed) {
        kind->lines++;
        kind->lost = 0;
    } else {
        kind->lost++;
    }
    pthread_mutex_unlock(&program->crash_lock);
    return allowed;
}

bool crash_may_tell(Program *program, const char *line, size_t length)
{
    uint64_t key = 0;
    int64_t lost;
    for (size_t i = 0; i < length; i++)
        if (line[i] < '0' || line[i] > '9')
            key = (key ^ (unsigned char)line[i]) * UINT64_C(0x100000001B3);
    if (!may_write(program, key | 1, &lost))
        return false;
    if (lost > 0)
        log_line("%lld more lines of this kind were not written", (long long)lost);
    return true;
}

/* Nothing is added when it does not fit with the end of the object behind it. */
static void add_frame(Report *report, const TraceFrame *frame, bool first)
{
    static const char end[] = "]}\n";
    char text[1024], function[256], file[512];
    function[log_json_text(function, sizeof function - 1, frame->function,
                           strlen(frame->function))] = '\0';
    file[log_json_text(file, sizeof file - 1, frame->file, strlen(frame->file))] = '\0';
    int size = snprintf(
        text, sizeof text, "%s{\"function\":\"%s\",\"file\":\"%s\",\"line\":%lld,\"times\":%lld}",
        first ? "" : ",", function, file, (long long)frame->line, (long long)frame->times);
    if (size > 0 && (size_t)size < sizeof text &&
        report->size + (size_t)size + sizeof end < sizeof report->text)
        add(report, "%s", text);
}

static void add_json_text(Report *report, const char *text, size_t length)
{
    report->size += log_json_text(report->text + report->size, CRASH_TEXT_BYTES, text, length);
}

static void write_json_report(Actor *self, const Trace *trace, const char *text, size_t length)
{
    Report report = {.size = 0};
    const char *name = name_of(self);
    char time[LOG_TIME_BYTES];
    log_time(time);
    add(&report, "{\"time\":\"%s\",\"actor\":\"<0.%llu>\",\"name\":\"", time,
        (unsigned long long)self->pid);
    add_json_text(&report, name, strlen(name));
    add(&report, "\",\"reason\":\"");
    add_json_text(&report, text, length);
    add(&report, "\",\"in_terminate\":%s,", self->phase == PHASE_ENDING ? "true" : "false");
    if (trace->count > 0) {
        add(&report, "\"file\":\"");
        add_json_text(&report, trace->frames[0].file, strlen(trace->frames[0].file));
        add(&report, "\",\"line\":%lld,", (long long)trace->frames[0].line);
    } else {
        add(&report, "\"file\":null,\"line\":null,");
    }
    add(&report, "\"trace\":[");
    for (int i = 0; i < trace->count; i++)
        add_frame(&report, &trace->frames[i], i == 0);
    add(&report, "]}\n");
    log_raw(report.text, report.size);
}

static void write_report(Actor *self, const Trace *trace, int64_t lost, const char *text,
                         size_t length)
{
    if (log_as_json()) {
        if (lost > 0)
            log_line("%lld more crashes of this kind were not written", (long long)lost);
        write_json_report(self, trace, text, length);
        return;
    }
    Report report = {.size = 0};
    TraceFrame place = trace->count > 0 ? trace->frames[0] : (TraceFrame){0};
    if (lost > 0)
        add(&report, "[mesh-rt] %lld more crashes of this kind were not written\n",
            (long long)lost);
    add(&report, "[mesh-rt] actor <0.%llu> (%s) crashed%s: ", (unsigned long long)self->pid,
        name_of(self), self->phase == PHASE_ENDING ? " in terminate" : "");
    report.size += log_escape(report.text + report.size, CRASH_TEXT_BYTES, text, length);
    if (place.file)
        add(&report, " at %s:%lld", place.file, (long long)place.line);
    add(&report, "\n");
    for (int i = 0; i < trace->count; i++) {
        const TraceFrame *frame = &trace->frames[i];
        add(&report, "    at %s (%s:%lld)", frame->function, frame->file, (long long)frame->line);
        if (frame->times > 1)
            add(&report, " %lld times", (long long)frame->times);
        add(&report, "\n");
    }
    log_raw(report.text, report.size);
}

void crashes_flush(Program *program)
{
    int64_t lost = 0;
    for (int i = 0; i < CRASH_KINDS; i++)
        lost += program->crash_kinds[i].lost;
    if (lost > 0)
        log_line("%lld more crashes of this kind were not written", (long long)lost);
}

_Noreturn void actor_crash(Actor *self, const MeshSite *site, const char *text, size_t length)
{
    Trace trace;
    int64_t lost;
    /* On the pool for blocking calls the actor's own frames are those it left when it went to wait.
     */
    if (self->activity->offload)
        offload_abandon(self, reason_new(REASON_ERROR, text, length));
    if (!self->quiet &&
        may_write(actor_program(self), kind_of_crash(self, site, text, length), &lost)) {
        trace_take(&trace, site, __builtin_frame_address(0), self->task.stack->low,
                   stack_high(self->task.stack));
        write_report(self, &trace, lost, text, length);
    }
    if (self->kind == ACTOR_SYSTEM)
        bug("a part of the runtime crashed");
    if (self->phase == PHASE_ENDING)
        actor_start_over(self);
    actor_exit(self, reason_new(REASON_ERROR, text, length));
}

void mesh_panic(MeshContext *cx, MeshString *text, const MeshSite *site)
{
    actor_crash(actor_of(cx), site, (const char *)text->bytes, (size_t)text->length);
}

void mesh_panic_text(MeshContext *cx, const char *text, const MeshSite *site)
{
    actor_crash(actor_of(cx), site, text, strlen(text));
}

_Noreturn void mesh_panic_c(MeshContext *cx, const char *format, ...)
{
    char text[CRASH_TEXT_BYTES];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(text, sizeof text, format, arguments);
    va_end(arguments);
    size_t size = length < 0 ? 0 : (size_t)length < sizeof text ? (size_t)length : sizeof text - 1;
    actor_crash(actor_of(cx), NULL, text, size);
}
