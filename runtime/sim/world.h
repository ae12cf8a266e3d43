/* world.h - the simulated world: MESH_SEED=n puts it in the place of the kernel.
 *
 * One thread, a clock that moves only when something happens, and a chance for every decision.
 * MESH_SIM is a list of words, with commas between them, for what is not part of every simulation:
 *
 *   resets       some connections break in the middle
 *   errors       file operations fail now and then with EIO or ENOSPC
 *   image:PATH   the disk is read from this file at the start, and written to it at the end
 *   cut:N        the power fails at the N-th change of the disk; what was not synced is torn
 *   until:S      nothing happens any more after S seconds of the simulated clock
 *
 * Descriptors 0 to 2, special files, and what C libraries open by themselves (databases) stay
 * real. */
#ifndef RT_SIM_WORLD_H
#define RT_SIM_WORLD_H

#include <stdbool.h>

/* Fills `os` if MESH_SEED asks for it; before anything else has used it. False, with a line on
 * standard error, when a setting cannot be understood. */
bool world_enter(void);

/* The program ends with this status: a failure names the seed. */
void world_leave(int status);

#endif
