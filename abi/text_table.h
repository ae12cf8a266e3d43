/* text_table.h - a sorted table of texts, as the bytes of one string.
 *
 *     count | end of text 0 | ... | end of text count - 1 | the bytes of all texts
 *
 * The numbers are 32 bits wide, of the machine's byte order and not aligned; an end counts from where the bytes begin.
 * Texts stand in the order of their bytes, a text before those it begins. Read by mesh_string_index, written by the
 * compiler for matches over many texts. */
#ifndef ABI_TEXT_TABLE_H
#define ABI_TEXT_TABLE_H

#define MESH_TEXT_TABLE_NUMBER 4 /* bytes of a number */

#endif
