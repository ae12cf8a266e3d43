/* loader.h - finds, reads and parses the files of a project and the std modules it uses.
 *
 * A project is a folder: every .mpl below it except hidden ones and *.test.mpl. std/ modules are
 * loaded when some loaded file names them; core and prelude always. Import cycles, unknown modules
 * and unreadable files are diagnostics. */
#ifndef MODULE_LOADER_H
#define MODULE_LOADER_H

#include "syntax/parser.h"

typedef struct LoadedModule {
    Name name; /* Ingestion.Auth; String; Main */
    Tree *tree;
    bool is_std;
    bool is_entry;
    VEC(struct LoadedModule *) imports; /* project and std modules it names */
} LoadedModule;

typedef struct LoadedModules {
    VEC(LoadedModule *) items; /* in dependency order, std first */
} LoadedModules;

typedef struct LoadOptions {
    const char *project; /* a folder, or one .mpl file: then it is the entry module */
    const char *std_folder;
    const char *test_file; /* NULL, or the *.test.mpl that is the entry module */
} LoadOptions;

/* Always gives a result: what cannot be read or imported is a diagnostic. */
LoadedModules *load_modules(Arena *arena, Interner *names, const LoadOptions *options,
                            DiagList *diags);

#endif
