/* Inference: programs with one mistake each and the one diagnostic it must give, and programs that
 * must pass. */
#include "base/diag_render.h"
#include "check/check.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

typedef struct Case {
    const char *name;
    const char *source;
    /* of the diagnostics, in order, divided by blanks; unused names are left out */
    const char *codes;
    const char *words; /* in one of the messages; NULL: anything */
} Case;

static const Case cases[] = {
    {"E0001 1", "fn main() do\n let x :: Int = \"a\"\n println(\"#{x}\")\nend", "E0001",
     "expected"},
    {"E0001 2", "fn f(n :: Int) -> String = n\nfn main() do println(f(1)) end", "E0001",
     "expected"},
    {"E0001 3", "fn main() do println(5) end", "E0001", "expected"},
    {"E0001 4", "fn main() do println(\"#{1 + 2.0}\") end", "E0001", "expected"},
    {"E0001 5", "fn main() do println(if true do 1 else \"a\" end) end", "E0001", "expected"},
    {"E0001 6",
     "fn f(x :: Int) -> Int do\n if x > 1 do return \"a\" end\n 2\nend\nfn main() do "
     "println(\"#{f(1)}\") end",
     "E0001", "expected"},
    {"E0001 7", "fn main() do println(\"#{[1, \"a\"]}\") end", "E0001", "expected"},
    {"E0002 1", "fn g(x) = x(x)", "E0002", NULL},
    {"E0003 1", "fn f(x) = x\nfn main() do println(f(1, 2)) end", "E0003", "argument(s)"},
    {"E0003 2",
     "fn ap(f :: Fun(Int) -> Int) -> Int = f(1)\nfn main() do println(\"#{ap(fn a, b -> a end)}\") "
     "end",
     "E0003", "argument(s)"},
    {"E0004 1", "fn main() do println(abc) end", "E0004", "undefined variable"},
    {"E0005 1", "fn main() do\n let x = 5\n println(\"#{x(1)}\")\nend", "E0005", "not callable"},
    {"E0006 1", "fn main() do println(\"a\" + \"b\") end", "E0006", "does not implement"},
    {"E0006 2",
     "struct P do\n f :: Fun(Int) -> Int\nend\nfn main() do println(\"#{P { f: fn x -> x end }}\") "
     "end",
     "E0006", "does not implement"},
    {"E0006 3", "fn add(a, b) = a + b\nfn main() do println(add(\"a\", \"b\")) end", "E0006",
     "does not implement"},
    {"E0006 4", "fn f<T>(a :: T, b :: T) -> Bool = a == b\nfn main() do println(\"#{f(1,2)}\") end",
     "E0006", "does not implement"},
    {"E0009 1",
     "struct P do\n x :: Int\nend\nfn main() do\n let p = P { y: 1 }\n println(\"#{p.x}\")\nend",
     "E0009", "field"},
    {"E0009 2",
     "struct P do\n x :: Int\nend\nfn main() do\n let p = P { x: 1 }\n println(\"#{p.z}\")\nend",
     "E0009", "field"},
    {"E0010 1", "fn main() do println(\"#{Foo(1)}\") end", "E0010", "unknown variant"},
    {"E0010 2",
     "fn main() do\n case Some(1) do\n  Sme(x) -> println(\"a\")\n  _ -> println(\"b\")\n end\nend",
     "E0010", "unknown variant"},
    {"E0011 1",
     "fn main() do\n case (1, 2) do\n (a, 1) | (1, b) -> println(\"x\")\n _ -> println(\"y\")\n "
     "end\nend",
     "E0011", "or-pattern"},
    {"E0012 1", "fn main() do\n case Some(1) do\n Some(x) -> println(\"#{x}\")\n end\nend", "E0012",
     "non-exhaustive"},
    {"E0014 1",
     "actor a() do\n receive do\n  n -> println(\"#{n + 1}\")\n end\nend\nfn main() do\n let p = "
     "spawn(a)\n send(p, \"x\")\nend",
     "E0014", "message type mismatch"},
    {"E0015 1", "fn main() do\n let p = self()\n link(p)\nend", "E0015", "self() used outside"},
    {"E0016 1", "fn main() do\n let p = spawn(5)\n link(p)\nend", "E0016",
     "cannot spawn non-function"},
    {"E0017 1", "fn main() do\n receive do\n  1 -> ()\n end\nend", "E0017", "receive used outside"},
    {"E0018 1", "supervisor S do\n child a do\n start: fn -> 5 end\n end\nend\nfn main() do 1 end",
     "E0018", "must return Pid"},
    {"E0019 1",
     "supervisor S do\n strategy: foo\n child a do\n start: fn -> spawn(fn -> 1 end) end\n "
     "end\nend\nfn main() do 1 end",
     "E0019", "unknown supervision strategy"},
    {"E0020 1",
     "supervisor S do\n child a do\n start: fn -> spawn(fn -> 1 end) end\n restart: foo\n "
     "end\nend\nfn main() do 1 end",
     "E0020", "invalid restart type"},
    {"E0021 1",
     "supervisor S do\n child a do\n start: fn -> spawn(fn -> 1 end) end\n shutdown: foo\n "
     "end\nend\nfn main() do 1 end",
     "E0021", "invalid shutdown value"},
    {"E0025 1",
     "fn main() do\n case 1 do\n n when n -> println(\"a\")\n _ -> println(\"b\")\n end\nend",
     "E0025", "guard expression must return"},
    {"E0027 1",
     "interface A do\n fn nm(self) -> String\nend\ninterface B do\n fn nm(self) -> "
     "String\nend\nimpl A for Int do\n fn nm(self) -> String = \"a\"\nend\nimpl B for Int do\n fn "
     "nm(self) -> String = \"a\"\nend\nfn main() do println(5.nm()) end",
     "E0027", "ambiguous method"},
    {"E0030 1", "fn main() do println(5.foo()) end", "E0030", "no method"},
    {"E0032 1", "fn main() do break end", "E0032", "outside of loop"},
    {"E0033 1", "fn main() do continue end", "E0033", "outside of loop"},
    {"E0036 1", "fn f() -> Int do\n let x = Ok(1)?\n x\nend\nfn main() do println(\"#{f()}\") end",
     "E0036", "requires function to return"},
    {"E0036 2", "fn main() do\n let x = Int.parse(\"1\")?\n println(\"#{x}\")\nend", "E0036",
     "requires function to return"},
    {"E0037 1",
     "fn f() -> Int!String do\n let x = 5?\n Ok(x)\nend\nfn main() do println(\"#{f()}\") end",
     "E0037", "requires `Result` or `Option`"},
    {"E0038 1", "struct P do\n x :: Int\nend\nfn main() do\n println(json { p: P { x: 1 } })\nend",
     "E0038", "not JSON-serializable"},
    {"E0044 1", "fn f(a, b) = a + b\nfn main() do println(\"#{1 |5> f(2)}\") end", "E0044",
     "slot position"},
    {"E0062 1", "fn main() do\n let Some(x) = Some(1)\n println(\"#{x}\")\nend", "E0062",
     "may not match"},
    {"E0066 1", "fn f(x) = x.foo()\nfn main() do 1 end", "E0066", "annotation needed"},
    {"E0066 2", "fn main() do\n let x = default()\n 1\nend", "E0066", "annotation needed"},
    {"E0072 1", "actor a(n :: Int) do\n a(n + 1)\n println(\"x\")\nend\nfn main() do 1 end",
     "E0072", "tail position"},
    {"W0003 1", "fn f() -> Int!String = Ok(1)\nfn main() do\n f()\n println(\"a\")\nend", "W0003",
     NULL},
    {"E0061 1", "fn main() do\n let (a, a) = (1, 2)\n println(\"#{a}\")\nend", "E0061",
     "bound twice"},
    {"E0006 5", "fn g() -> Int!String = Ok(1)\nfn f() -> Int!Int = Ok(g()?)", "E0006",
     "does not implement"},
    {"E0006 6", "fn main() do\n let f = fn x -> x + 1 end\n println(\"#{f == f}\")\nend", "E0006",
     "does not implement"},
    {"E0004 2", "fn main() do\n println(x)\n let x = \"a\"\n println(x)\nend", "E0004",
     "undefined variable"},
    {"obligations of an outer variable",
     "fn outer(x) do\n  fn inner(y) = x.length() + y\n  inner(1) + String.length(x)\nend", "",
     NULL},
    {"stuck obligations decide each other",
     "fn main() do\n  let f = fn x -> if x do Ok(1) else panic(\"no\") end end\n  "
     "println(\"#{f(true).inspect()} #{f(true).inspect()}\")\nend",
     "", NULL},
    {"operators become bounds",
     "fn add(a, b) = a + b\nfn main() do println(\"#{add(1, 2)} #{add(1.5, 2.0)}\") end", "", NULL},
    {"empty collections are polymorphic",
     "fn main() do\n  let e = []\n  println(\"#{List.append(e, 1)} #{List.append(e, "
     "\"x\")}\")\nend",
     "", NULL},
    {"local functions are generalised",
     "fn f(n) do\n  fn pair(a, b) = (a, b, n)\n  (pair(1, \"a\"), pair(\"b\", 2))\nend", "", NULL},
};

static bool mentions(const DiagList *diags, const char *words)
{
    for (size_t i = 0; i < diags->items.count; i++)
        if (strstr(diags->items.items[i]->message, words))
            return true;
    return false;
}

static bool run_case(const Case *test, const char *path)
{
    FILE *file = fopen(path, "w");
    if (!file)
        return false;
    fprintf(file, "%s\n", test->source);
    fclose(file);
    Arena *arena = arena_new();
    Interner *names = interner_new(arena);
    DiagList diags;
    diag_list_init(&diags, arena);
    LoadOptions options = {.project = path, .std_folder = "std"};
    LoadedModules *modules = load_modules(arena, names, &options, &diags);
    if (diags.error_count == 0)
        check_program(arena, names, modules, &diags);
    TextBuffer codes;
    text_buffer_init(&codes, arena);
    for (size_t i = 0; i < diags.items.count; i++)
        if (diags.items.items[i]->code != DIAG_UNUSED)
            text_addf(&codes, "%s%s", codes.length > 0 ? " " : "",
                      diag_code_text(diags.items.items[i]->code));
    bool passed = strcmp(text_done(&codes).bytes, test->codes) == 0 &&
                  (!test->words || mentions(&diags, test->words));
    if (!passed) {
        printf("FAILED %s: expected [%s], found [%s]\n%s\n", test->name, test->codes,
               text_done(&codes).bytes, test->source);
        diag_render_text(&diags, stdout, false);
    }
    arena_free(arena);
    return passed;
}

int main(void)
{
    char folder[] = "/tmp/mesh_infer_XXXXXX";
    if (!mkdtemp(folder))
        return 1;
    char path[64];
    snprintf(path, sizeof path, "%s/main.mpl", folder);
    size_t failed = 0, count = sizeof cases / sizeof cases[0];
    for (size_t i = 0; i < count; i++)
        failed += !run_case(&cases[i], path);
    unlink(path);
    rmdir(folder);
    printf("%zu of %zu programs as expected\n", count - failed, count);
    return failed > 0;
}
