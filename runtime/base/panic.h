/* panic.h - how C code ends the running actor, or admits a bug of its own.
 *
 * A panic is language behaviour: it crashes one actor, never the process, and does not return.
 * Nothing is unwound: what the caller holds outside the actor's heap must be on the actor's
 * resource list. */
#ifndef RT_BASE_PANIC_H
#define RT_BASE_PANIC_H

#include "abi/mesh_abi.h"

/* Crashes the running actor with the formatted message. */
_Noreturn void mesh_panic_c(MeshContext *cx, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

/* Says what is wrong with the runtime itself and aborts the process. */
_Noreturn void bug(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
