/* chance.h - numbers that look random and follow from a seed.
 *
 * Each part of the world draws from a stream of its own, so that one more decision in one part does
 * not change what happens in the others. */
#ifndef RT_SIM_CHANCE_H
#define RT_SIM_CHANCE_H

#include <stdbool.h>
#include <stdint.h>

typedef struct Chance {
    uint64_t state;
} Chance;

/* Any 64 bits. */
static inline uint64_t chance_next(Chance *chance)
{
    uint64_t x = chance->state += UINT64_C(0x9E3779B97F4A7C15);
    x = (x ^ x >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    x = (x ^ x >> 27) * UINT64_C(0x94D049BB133111EB);
    return x ^ x >> 31;
}

/* A stream of its own for each number. */
static inline Chance chance_stream(uint64_t seed, uint64_t number)
{
    Chance chance = {seed * UINT64_C(0xD1342543DE82EF95) + number};
    chance.state = chance_next(&chance);
    return chance;
}

/* From 0 to count - 1; 0 when count is 0. */
static inline uint64_t chance_below(Chance *chance, uint64_t count)
{
    return (uint64_t)((unsigned __int128)chance_next(chance) * count >> 64);
}

/* True about once in `count` times. */
static inline bool chance_one_in(Chance *chance, uint64_t count)
{
    return chance_below(chance, count) == 0;
}

/* Both ends included. */
static inline int64_t chance_between(Chance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)chance_below(chance, (uint64_t)(most - least) + 1);
}

#endif
