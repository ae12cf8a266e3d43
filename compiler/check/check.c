#include "check/check.h"

#include "check/checker.h"

Program *check_program(Arena *arena, Interner *names, const LoadedModules *modules, DiagList *diags)
{
    Program *program = ARENA_NEW(arena, Program);
    program->arena = arena;
    program->names = names;
    Checker checker = {
        .arena = arena, .names = names, .diags = diags, .program = program, .loaded = modules};
    FnJobVec jobs = {0};
    declare_all(&checker, &jobs);
    infer_all(&checker, &jobs);
    return program;
}
