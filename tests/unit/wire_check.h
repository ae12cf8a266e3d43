/* wire_check.h - what the tests of runtime/wire share: checks that count, and the corpora as
 * files. */
#ifndef TESTS_WIRE_CHECK_H
#define TESTS_WIRE_CHECK_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Checks {
    const char *name;
    long count, failed;
} Checks;

static inline bool check(Checks *checks, bool good, const char *what, const char *detail)
{
    checks->count++;
    if (good)
        return true;
    if (checks->failed++ < 20)
        printf("%s: FAILED: %s: %s\n", checks->name, what, detail);
    return false;
}

static inline void check_text(Checks *checks, const char *what, const char *want, const char *got)
{
    char detail[1024];
    snprintf(detail, sizeof detail, "wanted <%s>, got <%s>", want, got);
    check(checks, strcmp(want, got) == 0, what, detail);
}

static inline int checks_finish(const Checks *checks)
{
    printf("%s: %ld checks", checks->name, checks->count);
    if (checks->failed)
        printf(", %ld failed", checks->failed);
    printf("\n");
    return checks->failed ? 1 : 0;
}

typedef struct Bytes {
    uint8_t *data; /* from malloc */
    size_t length;
} Bytes;

static inline Bytes read_file(const char *path)
{
    FILE *file = fopen(path, "rb");
    Bytes bytes = {malloc(1), 0};
    if (!file) {
        printf("cannot read %s\n", path);
        exit(1);
    }
    uint8_t block[65536];
    size_t got;
    while ((got = fread(block, 1, sizeof block, file)) > 0) {
        bytes.data = realloc(bytes.data, bytes.length + got);
        memcpy(bytes.data + bytes.length, block, got);
        bytes.length += got;
    }
    fclose(file);
    return bytes;
}

#endif
