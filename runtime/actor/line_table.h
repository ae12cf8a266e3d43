/* line_table.h - from code addresses to lines of source, read from the program's own debug
 * information.
 *
 * Only for traces of crashes: a search walks the whole table. Knows DWARF 4 and 5, uncompressed; a
 * program without debug information simply finds nothing. */
#ifndef RT_ACTOR_LINE_TABLE_H
#define RT_ACTOR_LINE_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct LineSection {
    const uint8_t *at;
    size_t size;
} LineSection;

typedef struct LineTable {
    LineSection lines, line_names, names;
    uintptr_t bias; /* where the program was loaded */
} LineTable;

typedef struct LinePlace {
    const char *file; /* as the compiler named it; lives as long as the program */
    int64_t line;
} LinePlace;

/* Maps the program's file. False when there is nothing to find. */
bool line_table_open(LineTable *table);

/* The place of a code address; the texts belong to the table. False: it is not in the table. */
bool line_table_find(const LineTable *table, uintptr_t code, LinePlace *place);

#endif
