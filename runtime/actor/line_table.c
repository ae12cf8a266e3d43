#include "actor/line_table.h"

#include "base/os.h"

#include <elf.h>
#include <fcntl.h>
#include <string.h>
#include <sys/auxv.h>
#include <sys/mman.h>
#include <sys/stat.h>

/* ---- The program's file
 * ------------------------------------------------------------------------------ */

static uintptr_t load_bias(const uint8_t *file)
{
    const Elf64_Ehdr *head = (const Elf64_Ehdr *)file;
    const Elf64_Phdr *parts = (const Elf64_Phdr *)(file + head->e_phoff);
    for (int i = 0; i < head->e_phnum; i++)
        if (parts[i].p_type == PT_PHDR)
            return (uintptr_t)getauxval(AT_PHDR) - parts[i].p_vaddr;
    return 0;
}

static LineSection find_section(const uint8_t *file, size_t size, const char *wanted)
{
    const Elf64_Ehdr *head = (const Elf64_Ehdr *)file;
    if (head->e_shoff == 0 || head->e_shoff + (size_t)head->e_shnum * sizeof(Elf64_Shdr) > size)
        return (LineSection){0};
    const Elf64_Shdr *sections = (const Elf64_Shdr *)(file + head->e_shoff);
    const char *names = (const char *)file + sections[head->e_shstrndx].sh_offset;
    for (int i = 0; i < head->e_shnum; i++) {
        const Elf64_Shdr *section = &sections[i];
        if (strcmp(names + section->sh_name, wanted) == 0 &&
            !(section->sh_flags & SHF_COMPRESSED) && section->sh_offset + section->sh_size <= size)
            return (LineSection){file + section->sh_offset, section->sh_size};
    }
    return (LineSection){0};
}

bool line_table_open(LineTable *table)
{
    *table = (LineTable){0};
    int fd = os.open("/proc/self/exe", O_RDONLY, 0);
    if (fd < 0)
        return false;
    struct stat status;
    uint8_t *file = MAP_FAILED;
    if (os.fstat(fd, &status) == 0 && status.st_size > (off_t)sizeof(Elf64_Ehdr))
        file = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
    os.close(fd);
    if (file == MAP_FAILED)
        return false;
    size_t size = (size_t)status.st_size;
    table->lines = find_section(file, size, ".debug_line");
    table->line_names = find_section(file, size, ".debug_line_str");
    table->names = find_section(file, size, ".debug_str");
    table->bias = load_bias(file);
    return table->lines.size > 0;
}

/* ---- Reading bytes
 * ----------------------------------------------------------------------------------- */

/* Never reads behind `end`: a table cut short gives zeros. */
typedef struct Reader {
    const uint8_t *at, *end;
} Reader;

static uint64_t read_fixed(Reader *reader, size_t bytes)
{
    uint64_t value = 0;
    if ((size_t)(reader->end - reader->at) < bytes) {
        reader->at = reader->end;
        return 0;
    }
    memcpy(&value, reader->at, bytes);
    reader->at += bytes;
    return value;
}

static uint64_t read_uleb(Reader *reader)
{
    uint64_t value = 0;
    for (int shift = 0; reader->at < reader->end; shift += 7) {
        uint8_t byte = *reader->at++;
        if (shift < 64)
            value |= (uint64_t)(byte & 0x7F) << shift;
        if (!(byte & 0x80))
            break;
    }
    return value;
}

static int64_t read_sleb(Reader *reader)
{
    uint64_t value = 0;
    int shift = 0;
    uint8_t byte = 0;
    while (reader->at < reader->end) {
        byte = *reader->at++;
        if (shift < 64)
            value |= (uint64_t)(byte & 0x7F) << shift;
        shift += 7;
        if (!(byte & 0x80))
            break;
    }
    if (shift < 64 && byte & 0x40)
        value |= UINT64_MAX << shift;
    return (int64_t)value;
}

static const char *read_text(Reader *reader)
{
    const char *text = (const char *)reader->at;
    size_t room = (size_t)(reader->end - reader->at);
    size_t length = strnlen(text, room);
    if (length == room) {
        reader->at = reader->end;
        return "";
    }
    reader->at += length + 1;
    return text;
}

static const char *text_at(LineSection section, uint64_t offset)
{
    return offset < section.size ? (const char *)section.at + offset : "";
}

/* ---- A unit of the table
 * ----------------------------------------------------------------------------- */

typedef struct Unit {
    const LineTable *table;
    Reader files; /* the description of its files */
    Reader program;
    uint64_t version, least_step, opcode_base, line_range;
    int64_t line_base;
    const uint8_t *opcode_lengths;
} Unit;

enum {
    FORM_DATA2 = 0x05,
    FORM_DATA4 = 0x06,
    FORM_DATA8 = 0x07,
    FORM_STRING = 0x08,
    FORM_BLOCK = 0x09,
    FORM_DATA1 = 0x0B,
    FORM_STRP = 0x0E,
    FORM_UDATA = 0x0F,
    FORM_DATA16 = 0x1E,
    FORM_LINE_STRP = 0x1F,
    CONTENT_PATH = 1
};

/* Skips one value; its text, if it is one. */
static const char *read_form(const LineTable *table, Reader *reader, uint64_t form)
{
    if (form == FORM_STRING)
        return read_text(reader);
    if (form == FORM_LINE_STRP)
        return text_at(table->line_names, read_fixed(reader, 4));
    if (form == FORM_STRP)
        return text_at(table->names, read_fixed(reader, 4));
    if (form == FORM_UDATA)
        read_uleb(reader);
    else if (form == FORM_DATA1)
        read_fixed(reader, 1);
    else if (form == FORM_DATA2)
        read_fixed(reader, 2);
    else if (form == FORM_DATA4)
        read_fixed(reader, 4);
    else if (form == FORM_DATA8)
        read_fixed(reader, 8);
    else if (form == FORM_DATA16) {
        read_fixed(reader, 8);
        read_fixed(reader, 8);
    } else if (form == FORM_BLOCK) {
        for (uint64_t left = read_uleb(reader); left > 0 && reader->at < reader->end; left--)
            reader->at++;
    } else {
        reader->at = reader->end;
    }
    return NULL;
}

/* The path of entry `wanted` in a table of version 5; NULL when it has none. Leaves the reader
 * behind the whole table. */
static const char *entry_path(const LineTable *table, Reader *reader, uint64_t wanted)
{
    uint64_t formats[16][2];
    uint64_t format_count = read_fixed(reader, 1);
    const char *found = NULL;
    if (format_count > 16)
        return NULL;
    for (uint64_t i = 0; i < format_count; i++) {
        formats[i][0] = read_uleb(reader);
        formats[i][1] = read_uleb(reader);
    }
    uint64_t count = read_uleb(reader);
    for (uint64_t entry = 0; entry < count && reader->at < reader->end; entry++) {
        for (uint64_t i = 0; i < format_count; i++) {
            const char *text = read_form(table, reader, formats[i][1]);
            if (entry == wanted && formats[i][0] == CONTENT_PATH)
                found = text;
        }
    }
    return found;
}

static const char *file_name(const Unit *unit, uint64_t number)
{
    Reader reader = unit->files;
    if (unit->version >= 5) {
        entry_path(unit->table, &reader, UINT64_MAX);
        return entry_path(unit->table, &reader, number);
    }
    while (*read_text(&reader))
        ;
    for (uint64_t i = 1;; i++) {
        const char *name = read_text(&reader);
        if (!*name)
            return NULL;
        if (i == number)
            return name;
        read_uleb(&reader);
        read_uleb(&reader);
        read_uleb(&reader);
    }
}

/* Reads the head of a unit and moves on to the next; false when it cannot be used. */
static bool read_unit(const LineTable *table, Reader *all, Unit *unit)
{
    uint64_t size = read_fixed(all, 4);
    if (size >= 0xFFFFFFF0 || size > (uint64_t)(all->end - all->at)) {
        all->at = all->end;
        return false;
    }
    Reader reader = {all->at, all->at + size};
    all->at += size;
    *unit = (Unit){.table = table, .version = read_fixed(&reader, 2)};
    if (unit->version < 4 || unit->version > 5)
        return false;
    if (unit->version == 5)
        read_fixed(&reader, 2); /* sizes of addresses and segments */
    uint64_t head = read_fixed(&reader, 4);
    if (head > (uint64_t)(reader.end - reader.at))
        return false;
    unit->program = (Reader){reader.at + head, reader.end};
    unit->least_step = read_fixed(&reader, 1);
    read_fixed(&reader, 2); /* operations an instruction, is_stmt at the start */
    unit->line_base = (int8_t)read_fixed(&reader, 1);
    unit->line_range = read_fixed(&reader, 1);
    unit->opcode_base = read_fixed(&reader, 1);
    unit->opcode_lengths = reader.at;
    for (uint64_t i = 1; i < unit->opcode_base; i++)
        read_fixed(&reader, 1);
    unit->files = reader;
    return unit->line_range > 0 && unit->opcode_base > 0;
}

/* ---- The line number program
 * ------------------------------------------------------------------------- */

typedef struct Row {
    uint64_t address, file;
    int64_t line;
} Row;

typedef struct Search {
    uint64_t wanted;
    Row row, last;
    bool has_last;
    bool found; /* then `last` covers the address */
} Search;

static void emit_row(Search *search)
{
    if (search->has_last && search->last.address <= search->wanted &&
        search->wanted < search->row.address)
        search->found = true;
    if (search->found)
        return;
    search->last = search->row;
    search->has_last = true;
}

static void reset(Search *search)
{
    search->row = (Row){.file = 1, .line = 1};
    search->has_last = false;
}

static void run_extended(Reader *reader, Search *search)
{
    uint64_t size = read_uleb(reader);
    if (size == 0 || size > (uint64_t)(reader->end - reader->at))
        return;
    Reader body = {reader->at, reader->at + size};
    reader->at += size;
    uint64_t opcode = read_fixed(&body, 1);
    if (opcode == 1) { /* end of a sequence */
        emit_row(search);
        if (!search->found)
            reset(search);
    } else if (opcode == 2) { /* set the address */
        search->row.address = read_fixed(&body, 8);
    }
}

static void run_standard(const Unit *unit, Reader *reader, Search *search, uint64_t opcode)
{
    Row *row = &search->row;
    switch (opcode) {
    case 1:
        emit_row(search);
        break;
    case 2:
        row->address += read_uleb(reader) * unit->least_step;
        break;
    case 3:
        row->line += read_sleb(reader);
        break;
    case 4:
        row->file = read_uleb(reader);
        break;
    case 8:
        row->address += (255 - unit->opcode_base) / unit->line_range * unit->least_step;
        break;
    case 9:
        row->address += read_fixed(reader, 2);
        break;
    default:
        for (uint8_t i = 0; i < unit->opcode_lengths[opcode - 1]; i++)
            read_uleb(reader);
        break;
    }
}

static void run_program(const Unit *unit, Search *search)
{
    Reader reader = unit->program;
    reset(search);
    while (reader.at < reader.end && !search->found) {
        uint64_t opcode = read_fixed(&reader, 1);
        if (opcode >= unit->opcode_base) {
            uint64_t step = opcode - unit->opcode_base;
            search->row.address += step / unit->line_range * unit->least_step;
            search->row.line += unit->line_base + (int64_t)(step % unit->line_range);
            emit_row(search);
        } else if (opcode == 0) {
            run_extended(&reader, search);
        } else {
            run_standard(unit, &reader, search, opcode);
        }
    }
}

bool line_table_find(const LineTable *table, uintptr_t code, LinePlace *place)
{
    Reader all = {table->lines.at, table->lines.at + table->lines.size};
    Search search = {.wanted = code - table->bias};
    Unit unit;
    while (all.at < all.end) {
        if (!read_unit(table, &all, &unit))
            continue;
        run_program(&unit, &search);
        if (!search.found)
            continue;
        place->file = file_name(&unit, search.last.file);
        place->line = search.last.line;
        return place->file != NULL;
    }
    return false;
}
