/* hash.h - hashes of bytes and words.
 *
 * FNV-1a is the stable hash programs see: the same in every run, usable as a fingerprint. The
 * seeded hashes are for tables inside the process: their seed differs per process, so chosen keys
 * cannot be made to collide. */
#ifndef RT_BASE_HASH_H
#define RT_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#define HASH_FNV_BASIS UINT64_C(0xcbf29ce484222325)

/* Goes on from `state`; the same in every run. */
uint64_t hash_fnv(uint64_t state, const void *bytes, size_t length);
uint64_t hash_fnv_word(uint64_t state, uint64_t word); /* over its 8 bytes, lowest first */

/* Nobody who does not know the seed can make collisions. */
uint64_t hash_seeded_bytes(uint64_t seed, const void *bytes, size_t length);

/* The product of two words folded to one: every bit of the input reaches every bit of the
 * result. */
static inline uint64_t hash_fold(uint64_t a, uint64_t b)
{
    __uint128_t product = (__uint128_t)a * b;
    return (uint64_t)product ^ (uint64_t)(product >> 64);
}

/* As hash_seeded_bytes, for one word. */
static inline uint64_t hash_seeded_word(uint64_t seed, uint64_t word)
{
    return hash_fold(word ^ seed, UINT64_C(0x9e3779b97f4a7c15));
}

#endif
