#include "base/hash.h"

#include <string.h>

#define FNV_PRIME UINT64_C(0x100000001b3)
#define MIX_1     UINT64_C(0xa0b428db9c5f3d1b)
#define MIX_2     UINT64_C(0xe7c1a5936b24f08d)

uint64_t hash_fnv(uint64_t state, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    for (size_t i = 0; i < length; i++)
        state = (state ^ at[i]) * FNV_PRIME;
    return state;
}

uint64_t hash_fnv_word(uint64_t state, uint64_t word)
{
    for (int i = 0; i < 8; i++, word >>= 8)
        state = (state ^ (word & 0xff)) * FNV_PRIME;
    return state;
}

static uint64_t read_word(const uint8_t *at)
{
    uint64_t word;
    memcpy(&word, at, 8);
    return word;
}

/* Fewer than 8 bytes, each of them somewhere in the result: the length is mixed in elsewhere.
 * Copies of a fixed size are single instructions. */
static uint64_t read_tail(const uint8_t *at, size_t length)
{
    if (length >= 4) {
        uint32_t first, last;
        memcpy(&first, at, 4);
        memcpy(&last, at + length - 4, 4);
        return first | (uint64_t)last << 32;
    }
    if (length == 0)
        return 0;
    return at[0] | (uint64_t)at[length / 2] << 8 | (uint64_t)at[length - 1] << 16;
}

uint64_t hash_seeded_bytes(uint64_t seed, const void *bytes, size_t length)
{
    const uint8_t *at = bytes;
    uint64_t state = seed ^ hash_fold(length ^ MIX_1, seed ^ MIX_2);
    while (length > 16) {
        state = hash_fold(read_word(at) ^ MIX_1 ^ state, read_word(at + 8) ^ seed);
        at += 16;
        length -= 16;
    }
    uint64_t low = length >= 8 ? read_word(at) : read_tail(at, length);
    uint64_t high = length == 16 ? read_word(at + 8)
                    : length > 8 ? read_tail(at + 8, length - 8)
                                 : 0;
    state = hash_fold(low ^ MIX_1 ^ state, high ^ seed);
    return hash_fold(state ^ MIX_2, seed ^ MIX_1);
}
