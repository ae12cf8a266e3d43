/* sha256.h - a digest that tells contents apart (FIPS 180-4). */
#ifndef BASE_SHA256_H
#define BASE_SHA256_H

#include "base/text.h"

typedef struct Sha256 {
    uint32_t state[8];
    uint64_t length; /* bytes so far */
    uint8_t block[64];
} Sha256;

typedef struct Digest {
    uint8_t bytes[32];
} Digest;

void sha256_init(Sha256 *sha);
void sha256_add(Sha256 *sha, const void *data, size_t length);
Digest sha256_done(Sha256 *sha);

Digest sha256_of(Text text);

#endif
