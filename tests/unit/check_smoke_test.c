/* Programs through the loader and the checker, each with the diagnostics it must give.
 *
 *     check_smoke_test                            runs the programs written in here
 *     check_smoke_test STD PROJECT [TEST_FILE]    checks a project and prints its diagnostics */
#include "check_case.h"

static const CheckCase cases[] = {
    {"hello", "fn main() do println(\"hi\") end", "", NULL},
    {"any order",
     "fn main() do println(\"#{f(A { x: 1 })}\") end\nfn f(a :: A) -> Int = a.x\nstruct A do x :: "
     "Int end",
     "", NULL},
    {"undefined type", "struct A do x :: Strng end", "E0045", "did you mean `String`?"},
    {"alias cycle", "type A = List<B>\ntype B = A", "E0045", "refers to itself"},
    {"generic alias",
     "type Pair<A, B> = (A, B)\nfn f(p :: Pair<Int, Int>) -> Int do\n  let (a, b) = p\n  a + "
     "b\nend",
     "", NULL},
    {"type arguments", "struct A do x :: List end", "E0003", "expects 1 type argument"},
    {"bare pid", "struct A do p :: Pid end\nfn f(a :: A) -> () do send(a.p, 1) end", "", NULL},
    {"duplicate names", "struct A do x :: Int end\ntype A = Int\nfn f(x) = x\nactor f(n) do n end",
     "E0060 E0060", "`A`"},
    {"clauses apart", "fn f(0) = 1\nfn g() = 1\nfn f(x) = x", "E0023", "`f/1`"},
    {"catch-all first", "fn f(x) = x\nfn f(0) = 1", "E0022", "last clause of `f/1`"},
    {"pub on a later clause", "pub fn f(0) = 1\npub fn f(n) = n", "W0002", "`pub`"},
    {"impl incomplete",
     "interface A do fn a(self) -> Int end\nstruct S do x :: Int end\nimpl A for S do end", "E0007",
     "missing method `a`"},
    {"impl signature",
     "interface A do fn a(self, n :: Int) -> Self end\nstruct S do x :: Int end\n"
     "impl A for S do fn a(self, n :: String) -> S do self end end",
     "E0008", "expected Int, found String"},
    {"impl twice",
     "interface A do fn a(self) -> Int do 1 end end\nimpl A for Int do end\nimpl A for Int do end",
     "E0026", "already implemented for `Int`"},
    {"generic impls overlap",
     "interface A do fn a(self) -> Int do 1 end end\nimpl A for List<T> do end\nimpl A for "
     "List<Int> do end",
     "E0026", NULL},
    {"written impl replaces derived",
     "struct S do x :: Int end\nimpl Eq for S do fn eq(self, other :: S) -> Bool = true end", "",
     NULL},
    {"associated types", "interface A do type X end\nimpl A for Int do type Y = Int end",
     "E0041 E0040", "`X`"},
    {"unknown derive", "struct S do x :: Int end deriving(Eqq)", "E0028", "did you mean `Eq`?"},
    {"Row for a sum", "type S do\n  A\nend deriving(Row)", "E0028", NULL},
    {"Ord without Eq", "struct S do x :: Int end deriving(Ord)", "E0029", NULL},
    {"derive asks the fields", "struct S do f :: Fun(Int) -> Int end deriving(Eq)", "E0006",
     "does not implement `Eq`"},
    {"implicit derive is skipped",
     "struct S do f :: Fun(Int) -> Int end\nfn g(s :: S) -> Int = s.f(1)", "", NULL},
    {"implicit derive used", "struct S do f :: Fun(Int) -> Int end\nfn g(s :: S) -> Bool = s == s",
     "E0006", NULL},
    {"no JSON form", "struct S do f :: Fun(Int) -> Int end deriving(Json)", "E0038", "field `f`"},
    {"all derived",
     "struct S<T> do\n  a :: T\n  b :: List<Option<T>>\nend deriving(Eq, Ord, Display, Debug, "
     "Hash)\n"
     "type T<A> do\n  None_\n  One(A)\n  More(T<A>, T<A>)\nend deriving(Eq, Ord, Display, Debug, "
     "Hash)\n"
     "struct D do\n  n :: Int\n  o :: Option<String>\nend deriving(Default, Json, Eq)\n"
     "type J do\n  Yes(D)\n  No\nend deriving(Json)",
     "", NULL},
    {"names of the library may be taken",
     "type Less do\n  Equal\n  Object(Int)\nend deriving(Eq, Ord, Json)\nstruct Json do x :: Int "
     "end deriving(Ord, Eq)\n"
     "fn compare(a) = a\nfn hash(a) = a",
     "", NULL},
    {"into from From",
     "struct S do x :: Int end\nimpl From<Int> for S do fn from(n :: Int) -> S = S { x: n } end\n"
     "fn f() -> S = 3.into()",
     "", NULL},
    {"unknown module", "import Nowhere", "E0031", "module not found: Nowhere"},
    {"library import", "from String import length\nfn f() -> Int = length(\"a\")", "", NULL},
    {"not exported", "from String import lengthy", "E0034", "name not found in module"},
    {"self import", "import Main", "C0001", "cannot import itself"},
    {"nested module",
     "module In do\n  pub fn f() -> Int = g()\n  fn g() = 1\nend\nfn h() -> Int = In.f()", "",
     NULL},
    {"handlers clash",
     "service S do\n  call Get() do |s| (s, s) end\n  call Get() do |s| (s, s) end\nend", "E0065",
     "get"},
    {"service functions",
     "service S do\n  fn init(n :: Int) -> Int do n end\n  call GetIt(k :: Int) :: Int do |s| (s, "
     "s + k) end\nend\n"
     "fn f(p :: Pid) -> Int!String = S.try_get_it(p, 1)\nfn g() -> Int = S.get_it(S.start(1), 2)",
     "", NULL},
    {"missing variant",
     "fn f(o :: Int?) -> Int do\n  case o do\n    Some(1) -> 1\n    None -> 0\n  end\nend", "E0012",
     "missing: Some(_)"},
    {"missing pair",
     "fn f(a :: Bool, b :: Bool?) -> Int do\n  case (a, b) do\n    (true, _) -> 1\n    (_, None) "
     "-> 2\n    (_, Some(true)) -> 3\n"
     "  end\nend",
     "E0012", "missing: (false, Some(false))"},
    {"missing list",
     "fn f(xs :: List<Int>) -> Int do\n  case xs do\n    [] -> 0\n    [a] -> a\n  end\nend",
     "E0012", "missing: _ :: _ :: _"},
    {"missing struct field",
     "struct S do\n  a :: Bool\n  b :: Int\nend\nfn f(s :: S) -> Int do\n  case s do\n    S { a: "
     "true, b } -> b\n  end\nend",
     "E0012", "missing: S { a: false, b: _ }"},
    {"complete by or-pattern",
     "fn f(a :: Ordering) -> Int do\n  case a do\n    Less | Equal -> 0\n    Greater -> 1\n  "
     "end\nend",
     "", NULL},
    {"redundant arm",
     "fn f(a :: Int) -> Int do\n  case a do\n    1 | 2 -> 0\n    2 -> 1\n    _ -> 2\n  end\nend",
     "W0001", "redundant match arm (arm 2)"},
    {"guards cover nothing",
     "fn f(a :: Bool) -> Int do\n  case a do\n    true -> 0\n    false when 1 > 2 -> 1\n  end\nend",
     "E0012", "missing: false"},
    {"clauses only warn", "fn f(true) = 1\nfn f(false) when 1 > 2 = 2", "E0012", "missing: false"},
};

int main(int argc, char **argv)
{
    if (argc < 3)
        return run_cases(cases, sizeof cases / sizeof cases[0], true);
    Arena *arena = arena_new();
    DiagList diags;
    LoadOptions options = {
        .project = argv[2], .std_folder = argv[1], .test_file = argc > 3 ? argv[3] : NULL};
    Program *program = check_files(arena, &options, &diags);
    diag_render_text(&diags, stdout, false);
    printf("%zu modules, %zu errors\n", program ? program->modules.count : 0, diags.error_count);
    return diags.error_count > 0;
}
