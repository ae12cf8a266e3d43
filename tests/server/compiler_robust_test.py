"""What meshc does with bad input and in bad surroundings: hostile sources, odd files, failing tools, limits.

Whatever comes, it ends by itself with status 0, 1 or 2 (130 when interrupted), says why on 1, never breaks an
old binary and never speaks of itself ("internal"). Arguments narrow the run to functions of these names."""
import os
import pathlib
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time

MESHC = pathlib.Path(os.environ.get("MESH_BUILD", "build")).resolve() / "bin" / "meshc"
SANITIZED = any(word in MESHC.read_bytes() for word in (b"__asan_init", b"__tsan_init", b"__ubsan_handle_"))
THREAD_SANITIZED = b"__tsan_init" in MESHC.read_bytes()
SECONDS = 240 if THREAD_SANITIZED else 60 if SANITIZED else 10
MEBIBYTES = 1024
MANY = 100_000
PLACE = re.compile(r"--> (\S+):(\d+):(\d+)")
HELLO = 'fn main() do\n  println("hello")\nend\n'

failures = []


class Outcome:
    def __init__(self, status, out, err, cpu, mebibytes):
        self.status, self.out, self.err, self.cpu, self.mebibytes = status, out, err, cpu, mebibytes

    def __repr__(self):
        return f"status {self.status}, {self.cpu:.1f} s, {self.mebibytes} MiB, stderr:\n{self.err[:1500]}"


def complain(name, text):
    failures.append(f"{name}: {text}")


def limits(address_space, stack, file_bytes, processors):
    def set_limits():
        if processors:
            os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:processors])
        if file_bytes is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (file_bytes, file_bytes))
        if address_space:
            resource.setrlimit(resource.RLIMIT_AS, (address_space, address_space))
        resource.setrlimit(resource.RLIMIT_STACK, (stack, stack))
        os.setpgrp()
    return set_limits


def meshc(*arguments, cwd, env=None, address_space=None, stack=8 << 20, file_bytes=None, processors=None,
          interrupt_after=None):
    """Runs it to its end, or for SECONDS. `file_bytes` is the length no file of its may pass, its errors included."""
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        child = subprocess.Popen([MESHC, *map(str, arguments)], cwd=cwd, stdin=subprocess.DEVNULL, stdout=out, stderr=err,
                                 env={**os.environ, **(env or {})}, preexec_fn=limits(address_space, stack, file_bytes, processors))
        if interrupt_after is not None:
            interrupt_after()
            child.send_signal(signal.SIGINT)
        deadline = time.monotonic() + SECONDS
        ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        while not ended and time.monotonic() < deadline:
            time.sleep(0.005)
            ended, status, usage = os.wait4(child.pid, os.WNOHANG)
        if not ended:
            os.killpg(child.pid, signal.SIGKILL)
            os.wait4(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status) if ended else "too late"
        out.seek(0)
        err.seek(0)
        return Outcome(child.returncode, out.read(1 << 20), err.read(1 << 20).decode(errors="replace"),
                       usage.ru_utime + usage.ru_stime, usage.ru_maxrss // 1024)


def judge(name, outcome, status, words=(), place=None, count=None):
    """The status, the texts, the first place as "line:column", how many errors."""
    if outcome.status != status:
        return complain(name, f"expected status {status}; {outcome!r}")
    if "internal" in outcome.err or "runtime error:" in outcome.err or "Sanitizer" in outcome.err:
        return complain(name, repr(outcome))
    if not SANITIZED and outcome.mebibytes > MEBIBYTES:
        return complain(name, f"took {outcome.mebibytes} MiB")
    places = PLACE.findall(outcome.err)
    if status == 1 and not places and not re.search(r"^(error|\[C0001\] Error): ", outcome.err, re.M):
        return complain(name, f"no located diagnostic; {outcome!r}")
    for word in [words] if isinstance(words, str) else words:
        if word not in outcome.err:
            return complain(name, f"does not say {word!r}; {outcome!r}")
    if place and ":".join(places[0][1:]) != place:
        return complain(name, f"expected at {place}; {outcome!r}")
    errors = len(re.findall(r"^\[[CEP]\d+\] Error", outcome.err, re.M))
    if count is not None and errors != count:
        return complain(name, f"{errors} errors, expected {count}; {outcome!r}")


def write(folder, source, name="main.mpl"):
    path = pathlib.Path(folder, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(source if isinstance(source, bytes) else source.encode())
    return path


def check(name, source, status, words=(), place=None, count=None, arguments=("--lib",)):
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, source)
        outcome = meshc("check", path, *arguments, cwd=folder)
        judge(name, outcome, status, words, place, count)
        return outcome


def refused(name, source, words=(), place=None, count=None):
    return check(name, source, 1, words, place, count)


def accepted(name, source):
    return check(name, source, 0)


def decided(name, source, words=()):
    """Compiles, or is refused because of a limit that it names."""
    with tempfile.TemporaryDirectory() as folder:
        outcome = meshc("check", write(folder, source), "--lib", cwd=folder)
        judge(name, outcome, 1 if outcome.status == 1 else 0, words if outcome.status == 1 else ())
        return outcome


def fails(name, outcome, words):
    judge(name, outcome, 1, words)


# ---- Text ----

def texts():
    accepted("K1 empty", "")
    accepted("K1 comments only", "# nothing\n#= and\n nothing =#\n## more")
    accepted("K1 BOM", b"\xef\xbb\xbf" + HELLO.encode())
    accepted("K1 CRLF", HELLO.replace("\n", "\r\n"))
    accepted("K1 no final newline", HELLO.rstrip("\n"))
    decided("K1 lone CR", HELLO.replace("\n", "\r"))
    refused("K2 bad UTF-8", b'fn main() do\n  println("\xff\xfe")\nend\n', place="2:12")
    refused("K2 UTF-16", ("\ufeff" + HELLO).encode("utf-16-le"))
    refused("K2 NUL", b"fn main() do\n  \0\nend\n", place="2:3")
    refused("K2 control byte", b"fn main() do\n  \x1b\nend\n", place="2:3")
    many = refused("K2 many bad bytes", b"\xff\n" * 5000, "too many")
    if many and len(re.findall(r"^\[[CEP]\d+\] Error", many.err, re.M)) > 21:
        complain("K2 many bad bytes", "more than 20 errors")
    refused("K2 random bytes", bytes((i * 7919 + (i >> 3) * 104729) & 255 for i in range(1 << 20)))


def not_ended():
    refused("K3 string", 'fn main() do\n  println("abc)\nend\n', place="2:11")
    refused("K3 heredoc", 'fn main() do\n  println("""abc)\nend\n', place="2:11", count=1)
    refused("K3 comment", "fn main() do\n  #= never\nend\n", place="2:3", count=1)
    refused("K3 regex", "fn main() do\n  let r = ~r/abc\nend\n", place="2:11", count=1)
    refused("K3 interpolation", 'fn main() do\n  println("a #{1 + ")\nend\n')


# ---- Size ----

def nesting():
    def body(text):
        return f"fn main() do\n  let x = {text}\nend\n"
    deep = {
        "(": body("(" * MANY), "( )": body("(" * MANY + "1" + ")" * MANY), "[": body("[" * MANY),
        "[ ]": body("[" * MANY + "]" * MANY), "%{": body("%{" * MANY),
        "do": "do\n" * MANY, "fn": body("fn -> " * MANY + "1"), "fn do": body("fn do " * MANY),
        "if": body("if true do " * MANY),
        "not": body("not " * MANY + "true"), "!": body("!" * MANY + "true"), "-": body("- " * MANY + "1"),
        "List<": "fn f(x :: " + "List<" * MANY + "Int" + ">" * MANY + ") = 1\n",
        "#{": body('"#{' * MANY), "comments": "#= " * MANY, "case": body("case 1 do 1 -> " * MANY),
        "while": body("while true do " * MANY), "for": body("for x in [] do " * MANY),
        "receive": "actor a() do\n" + "receive do 1 -> " * MANY, "call": body("f(" * MANY),
        "pattern": "fn f(" + "(" * MANY + "x" + ")" * MANY + ") = 1\n", "Some": body("Some(" * MANY),
        "fun type": "fn f(x :: " + "Fun(" * MANY + ") = 1\n", "tuple type": "fn f(x :: " + "(" * MANY + "Int) = 1\n",
        "struct": body("A { x: " * MANY), "cons pattern": "fn f([" * 1 + "[" * MANY + ") = 1\n",
    }
    for name, source in deep.items():
        refused(f"K4 {name}", source, "nesting too deep (limit 256)" if name != "do" else (), count=1 if name != "do" else None)
        formatted(f"K16 {name}", source)


def formatted(name, source):
    """The formatter refuses what does not parse and leaves the file alone."""
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, source)
        outcome = meshc("fmt", path, cwd=folder)
        judge(name, outcome, 1)
        if path.read_text() != source:
            complain(name, "the file was changed")


def chains():
    def body(text):
        return f"fn id(x :: Int) -> Int = x\nfn main() do\n  let x = {text}\n  println(\"#{{x}}\")\nend\n"
    for what, text in {
        "sum": " + ".join(["1"] * MANY), "and": " && ".join(["true"] * MANY),
        "concat": " <> ".join(['"a"'] * MANY), "append": " ++ ".join(["[1]"] * MANY),
        "pipes": "1" + " |> id()" * MANY, "pipes on lines": "1" + "\n  |> id()" * MANY,
        "else if": "if false do 0 " + "else if false do 1 " * MANY + "else 2 end",
        "comparisons": " < ".join(["1"] * MANY), "ranges": "..".join(["1"] * MANY),
        "fields": "a" + ".a" * MANY, "calls": "a" + "()" * MANY, "indices": "a" + "[0]" * MANY,
        "questions": "a" + "?" * MANY,
        "interpolations": '"' + "#{1}" * MANY + '"',
    }.items():
        decided(f"K5 {what}", body(text), "limit")
    refused("K5 braces", body("{" * MANY), count=1)
    accepted("K5 list literal", body("List.length([" + ", ".join(["1"] * MANY) + "])"))
    accepted("K5 map literal", body("Map.size(%{" + ", ".join(f"{i} => {i}" for i in range(MANY // 10)) + "})"))
    arms = "".join(f"    {i} -> {i}\n" for i in range(MANY))
    accepted("K5 match arms", f"fn f(n :: Int) -> Int do\n  case n do\n{arms}    _ -> 0\n  end\nend\n")
    texts = "".join(f'    "key{i}" -> {i}\n' for i in range(MANY // 5))
    source = f"fn f(s :: String) -> Int do\n  case s do\n{texts}    _ -> 0\n  end\nend\n"
    accepted("K5 text arms", source)
    decided("K5 statements", "fn main() do\n" + '  println("a")\n' * MANY + "end\n", "limit")
    decided("K5 lets", "fn main() do\n" + "".join(f"  let x{i} = {i}\n" for i in range(MANY // 10)) + "end\n", "limit")
    decided("K5 clauses", "".join(f"fn f({i}) = {i}\n" for i in range(MANY // 10)) + "fn f(n) = n\n", "limit")
    decided("K5 parameters", "fn f(" + ", ".join(f"x{i} :: Int" for i in range(MANY // 10)) + ") = 1\n", "limit")
    decided("K5 alternatives", "fn f(n :: Int) -> Int do\n  case n do\n" + " | ".join(map(str, range(MANY // 10)))
            + " -> 1\n    _ -> 0\n  end\nend\n", "limit")


def text_arms():
    """Each of 5,000 texts finds its arm and no other text does, in both builds."""
    count = 5_000
    keys = ["", *(("ab" * (i % 5) + "é" * (i % 3) + str(i * 7919 % count)) for i in range(1, count))]
    arms = "".join(f'    "{key}" -> {i}\n' for i, key in enumerate(keys))
    listed = ", ".join(f'"{key}"' for key in keys)
    source = (f"fn f(s :: String) -> Int do\n  case s do\n{arms}    _ -> 0 - 1\n  end\nend\n"
              f"fn main() do\n  let keys = [{listed}]\n  for key in keys do\n"
              '    println("#{f(key)} #{f(key <> "x")} #{f("x" <> key)}")\n  end\nend\n')
    expected = "".join(f"{i} -1 -1\n" for i in range(count)).encode()
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, source)
        for level in ((), ("--release",)):
            judge("K5 thousands of texts", meshc("build", path, "-o", "program", *level, cwd=folder), 0)
            found = subprocess.run(["./program"], cwd=folder, capture_output=True, timeout=60).stdout
            if found != expected:
                complain("K5 thousands of texts", f"{level}: another arm, in {len(found)} bytes of output")


def literals():
    refused("K6 integer", "fn main() do\n  let x = 9223372036854775808\nend\n", place="2:11")
    refused("K6 digits", f"fn main() do\n  let x = {'9' * 10_000}\nend\n", place="2:11")
    accepted("K6 float", f"fn main() do\n  println(\"#{{0.{'3' * 10_000}}}\")\nend\n")
    accepted("K6 string", f"fn main() do\n  println(\"{'a' * (10 << 20)}\")\nend\n")
    refused("K6 name", f"fn main() do\n  let {'a' * 65_536} = 1\nend\n", "limit 1024", count=1)
    decided("K6 exponent", "fn main() do\n  println(\"#{1.0e999999999}\")\nend\n")


def doubling(name, make, count):
    """CPU seconds for twice as much are at most 2.3 times those for once, after what nothing costs. The least of up to
    six rounds counts: another program's use of the caches costs CPU time too."""
    def cost(n):
        with tempfile.TemporaryDirectory() as folder:
            make(folder, n)
            outcome = meshc("check", folder, "--lib", cwd=folder)
        judge(name, outcome, 0)
        return outcome.cpu
    once, twice = cost(count), cost(2 * count)
    for _ in range(5):
        if twice <= 2.3 * once + 0.3:
            return
        twice = min(twice, cost(2 * count))
    complain(name, f"{once:.2f} s, for twice as much {twice:.2f} s")


def sizes():
    def functions(folder, count):
        write(folder, "".join(f"fn f{i}(x :: Int) -> Int = x + f{(i * 7) % count}(x)\n" for i in range(count)))

    def inferred(folder, count):
        write(folder, "".join(f"fn f{i}(x) = f{i + 1}(x) + 1\n" for i in range(count)) + f"fn f{count}(x) = x\n")

    def modules(folder, count):
        for i in range(count):
            following = f"import M{i + 1}\n" if i + 1 < count else ""
            called = f"M{i + 1}.f(x)" if i + 1 < count else "x"
            write(folder, f"{following}pub fn f(x :: Int) -> Int = {called}\n", f"m{i}.mpl")
        write(folder, "import M0\nfn main() do\n  println(\"#{M0.f(1)}\")\nend\n")

    def lines(folder, count):
        write(folder, "".join(f"fn f{i}(x :: Int) do\n  let y = x * {i}\n  let z = y + 1\n  println(\"#{{z}}\")\nend\n"
                              for i in range(count // 5)))
    doubling("K7 functions", functions, 5_000)
    doubling("K7 inferred functions", inferred, 1_000)
    doubling("K7 modules", modules, 500)
    doubling("K7 lines", lines, 50_000)


def types():
    doubled = "".join(f"  let x{i + 1} = (x{i}, x{i})\n" for i in range(64))
    refused("K8 doubling", f"fn main() do\n  let x0 = 1\n{doubled}  println(\"a\")\nend\n", "type too large")
    functions = "".join(f"fn f{i + 1}(x) = f{i}((x, x))\n" for i in range(64))
    refused("K8 doubling functions", f"fn f0(x) = x\n{functions}", "type too large")
    refused("K8 infinite", "fn f(x) = x(x)\n", "infinite type")
    refused("K8 infinite list", "fn f(x) = [x, f]\n", "infinite type")
    built("K8 specialisation", "fn f<T>(x :: T, n :: Int) -> Int = if n == 0 do 0 else f((x, x), n - 1) end\n"
          "fn main() do\n  println(\"#{f(1, 3)}\")\nend\n", 1, "f")
    built("K8 specialisation by list", "fn f<T>(x :: T, n :: Int) -> Int = if n == 0 do 0 else f([x], n - 1) end\n"
          "fn main() do\n  println(\"#{f(1, 3)}\")\nend\n", 1, "f")
    decided("K8 alias cycle", "type A = List<B>\ntype B = List<A>\n")
    decided("K8 impl for itself", "interface A do\n  fn a(self) -> Int\nend\nimpl A for List<T> where T: A do\n"
            "  fn a(self) -> Int = 1\nend\nfn main() do\n  println(\"#{[[[[1]]]].a()}\")\nend\n")


def matches():
    names = ", ".join(f"b{i}" for i in range(20))
    rows = "".join("    (" + ", ".join("true" if i == j else "_" for j in range(20)) + f") -> {i}\n" for i in range(20))
    params = ", ".join(f"b{i} :: Bool" for i in range(20))
    bools = decided("K9 bools", f"fn f({params}) -> Int do\n  case ({names}) do\n{rows}  end\nend\n")
    variants = "".join(f"  V{i}\n" for i in range(200))
    rows = "".join(f"    ({', '.join(f'V{(i * (j + 1)) % 200}' for j in range(5))}) -> {i}\n" for i in range(200))
    params, names = ", ".join(f"p{i} :: T" for i in range(5)), ", ".join(f"p{i}" for i in range(5))
    wide = decided("K9 variants",
                   f"type T do\n{variants}end\nfn f({params}) -> Int do\n  case ({names}) do\n{rows}    _ -> 0\n  end\nend\n")
    for outcome in (bools, wide):
        if outcome.cpu > 1 and not SANITIZED:
            complain("K9", f"took {outcome.cpu:.1f} s")


# ---- Meaning ----

def imports():
    def project(name, files, words=()):
        with tempfile.TemporaryDirectory() as folder:
            for path, source in files.items():
                write(folder, source, path)
            fails(name, meshc("check", folder, cwd=folder), words)
    project("K10 cycle", {"main.mpl": "import A\n" + HELLO, "a.mpl": "import B\npub fn f() = B.g()\n",
                          "b.mpl": "import A\npub fn g() = A.f()\n"}, "Circular dependency: A -> B -> A")
    project("K10 self", {"main.mpl": "import Main\n" + HELLO})
    project("K10 missing", {"main.mpl": "import Nowhere\n" + HELLO}, "Nowhere")
    project("K10 wrong case", {"main.mpl": "import Abc\n" + HELLO, "aBC.mpl": "pub fn f() = 1\n"}, "Abc")
    project("K10 dots", {"main.mpl": "import ..Secret\n" + HELLO})
    with tempfile.TemporaryDirectory() as folder:
        write(folder, HELLO)
        os.symlink(".", pathlib.Path(folder, "loop"))
        outcome = meshc("check", folder, cwd=folder)
        judge("K10 symlink loop", outcome, outcome.status if outcome.status in (0, 1) else 1)
        os.symlink("self.mpl", pathlib.Path(folder, "self.mpl"))
        outcome = meshc("check", folder, cwd=folder)
        judge("K10 symlink to itself", outcome, outcome.status if outcome.status in (0, 1) else 1)


def mistakes():
    refused("K11 declared twice", "fn f() = 1\nstruct S do\n  x :: Int\nend\ntype T do\n  A\nend\n"
            "fn g() = 1\nfn f() = 1\nstruct S do\n  x :: Int\nend\ntype T do\n  B\nend\n", count=3)
    refused("K11 unknown names", "fn f() = a\nfn g() = b()\nfn h() = Nope.c()\nfn i(x :: Nothing) = x\n", count=4)
    twice = ("interface I do\n  fn m(self) -> Int\nend\n", "actor a() do\n  ()\nend\n", "type Al = Int\n",
             "service S do\n  fn init() = 0\nend\n", "let c = 1\n", "module M do\n  pub fn f() = 1\nend\n",
             "supervisor Sup do\n  strategy: one_for_one\nend\n")
    for item in twice:
        refused(f"K11 {item.split()[0]} twice", item + "fn between() = 1\n" + item, count=1)
    refused("K11 arity", "fn f(a, b) = a + b\nfn g() = f(1)\nfn h() = f(1, 2, 3)\n", count=2)


# ---- Surroundings ----

def odd_files():
    with tempfile.TemporaryDirectory() as folder:
        os.mkfifo(pathlib.Path(folder, "pipe.mpl"))
        fails("K12 FIFO", meshc("check", "pipe.mpl", cwd=folder), "pipe.mpl")
        os.mkdir(pathlib.Path(folder, "folder.mpl"))
        outcome = meshc("check", "folder.mpl", cwd=folder)
        fails("K12 folder", outcome, "main")
        os.symlink("/dev/zero", pathlib.Path(folder, "zero.mpl"))
        fails("K12 device", meshc("check", "zero.mpl", cwd=folder), "zero.mpl")
        os.symlink("nowhere", pathlib.Path(folder, "gone.mpl"))
        fails("K12 dangling link", meshc("check", "gone.mpl", cwd=folder), "gone.mpl")
        fails("K12 missing", meshc("check", "missing.mpl", cwd=folder), "missing.mpl")
        fails("K12 no folder", meshc("check", "missing", cwd=folder), "missing")
        if os.geteuid() != 0:
            write(folder, HELLO, "closed.mpl").chmod(0)
            fails("K12 unreadable", meshc("check", "closed.mpl", cwd=folder), "closed.mpl")
    with tempfile.TemporaryDirectory() as folder:
        write(folder, HELLO)
        fails_beside(folder, "FIFO", "pipe.mpl", lambda path: os.mkfifo(path), "it is a named pipe")
        fails_beside(folder, "folder", "folder.mpl", lambda path: os.mkdir(path), "it is a folder")
        fails_beside(folder, "device", "zero.mpl", lambda path: os.symlink("/dev/zero", path), "it is a device")
        fails_beside(folder, "dangling link", "gone.mpl", lambda path: os.symlink("nowhere", path), "No such file")


def fails_beside(folder, what, name, make, why):
    """A project with such a thing among its sources. It is gone afterwards."""
    path = pathlib.Path(folder, name)
    make(path)
    fails(f"K12 {what} in a project", meshc("check", folder, cwd=folder), (name, why))
    if what != "folder":
        fails(f"K12 {what} to format", meshc("fmt", folder, cwd=folder), (name, why))
        path.unlink()
    else:
        path.rmdir()


def vanishing_files():
    """Files that are there when their folder is read, or when they are looked at, and gone when they are opened."""
    with tempfile.TemporaryDirectory() as folder:
        library = pathlib.Path(folder, "vanishing.so")
        source = pathlib.Path(__file__).with_name("vanishing.c")
        subprocess.run(["clang-19", "-D_GNU_SOURCE", "-shared", "-fPIC", source, "-o", library], check=True)
        project = pathlib.Path(folder, "project")
        for when in ("listed", "seen"):
            write(project, "import A\n" + HELLO)
            vanishing = write(project, "pub fn f() = 1\n", "a.mpl")
            env = {"LD_PRELOAD": str(library), "VANISH": str(vanishing), "VANISH_WHEN": when}
            fails(f"K12 vanishing when {when}", meshc("check", project, cwd=folder, env=env), ("a.mpl", "No such file"))
            if vanishing.exists():
                complain(f"K12 vanishing when {when}", "it is still there")
            vanishing = write(project, "let  x = 1\n", "a.mpl")
            outcome = meshc("fmt", project, cwd=folder, env={**env, "VANISH": str(vanishing)})
            fails(f"K12 formatting what vanishes when {when}", outcome, ("a.mpl", "No such file"))
            if vanishing.exists():
                complain(f"K12 formatting what vanishes when {when}", "it was made again")


def built(name, source, status, words=(), **options):
    """Builds over an old binary. A failure leaves that as it was and nothing else."""
    with tempfile.TemporaryDirectory() as folder:
        path, target = write(folder, source), write(folder, "old", "program")
        options = {key: value(folder) if callable(value) and key != "interrupt_after" else value for key, value in options.items()}
        outcome = meshc("build", path, "-o", target, cwd=folder, **options)
        judge(name, outcome, status, words)
        if status != 0 and target.read_text() != "old":
            complain(name, "the old binary was changed")
        left = sorted(p.name for p in pathlib.Path(folder).iterdir() if p.name not in ("main.mpl", "program", "bin", "began"))
        if left:
            complain(name, f"left behind: {left}")
        return target.stat().st_size


def script(text):
    def make(folder):
        linker = write(folder, f"#!/bin/sh\n{text.format(folder=folder)}\n", "bin/linker")
        linker.chmod(0o755)
        return {"MESH_CC": str(linker)}
    return make


def targets():
    built("K13 linker fails", HELLO, 1, "linking failed", env=script("exit 3"))
    built("K13 linker killed", HELLO, 1, "signal 9", env=script("kill -9 $$"))
    built("K13 linker leaves files", HELLO, 1, "linking failed",
          env=script('while [ "$1" != -o ]; do shift; done; touch "$2" "$2.tmp123"; exit 3'))
    built("K13 linker writes nothing", HELLO, 1, "cannot write", env=script("exit 0"))
    built("K13 no linker", HELLO, 1, "cannot run", env={"MESH_CC": "/nowhere/cc"})
    built("K13 no compiler found", HELLO, 1, "no C compiler", env={"PATH": "/nowhere", "MESH_CC": ""})
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, HELLO)
        fails("K13 no folder for it", meshc("build", path, "-o", "nowhere/program", cwd=folder), "nowhere/program")
        os.mkdir(pathlib.Path(folder, "taken"))
        fails("K13 it is a folder", meshc("build", path, "-o", "taken", cwd=folder), "taken")
        fails("K13 target that is none", meshc("build", path, "-o", "/proc/nowhere", cwd=folder), "/proc/nowhere")


def full():
    """No more room: for the objects, for the program, for a formatted file, for what is printed."""
    if THREAD_SANITIZED:
        # It keeps memory of its own in files, which a limit on their length takes away from under it.
        return full_disk()
    size = built("K13 room for all", HELLO, 0)
    built("K13 no room for objects", HELLO, 1, "File too large", file_bytes=1024, env={"MESH_CACHE": "off"})
    built("K13 no room for the cache", HELLO, 1, file_bytes=1024, env=lambda folder: {"MESH_CACHE": f"{folder}/bin"})
    for missing in (1, size // 2):
        built(f"K13 {missing} bytes too few", HELLO, 1, "linking failed", file_bytes=size - missing)
    with tempfile.TemporaryDirectory() as folder:
        source = "fn  main( ) do\n" + '  println("a")\n' * 1000 + "end\n"
        path = write(folder, source)
        fails("K13 formatting without room", meshc("fmt", path, cwd=folder, file_bytes=4096), ("main.mpl", "File too large"))
        if path.read_text() != source or os.listdir(folder) != ["main.mpl"]:
            complain("K13 formatting without room", f"the folder has {os.listdir(folder)}")
        for arguments in (("fmt", "--check", path), ("--help",)):
            with open("/dev/full", "wb") as out:
                said = subprocess.run([MESHC, *arguments], stdout=out, stderr=subprocess.PIPE, timeout=SECONDS)
            if said.returncode != 1 or b"cannot write the output" not in said.stderr:
                complain(f"K13 {arguments[0]} to a full device", f"status {said.returncode}, {said.stderr!r}")
    full_disk()


ON_A_SMALL_DISK = """mount -t tmpfs -o size={kib}k none . && cd "$PWD" && printf old >program && cp ../main.mpl . || exit 9
{meshc} {arguments}
echo "status $?"
ls -A
cat program | head -c 3"""


def on_small_disk(folder, kib, *arguments):
    """What is said, and what is on the disk afterwards; None where nobody may mount one."""
    disk = pathlib.Path(folder, "disk")
    disk.mkdir(exist_ok=True)
    text = ON_A_SMALL_DISK.format(kib=kib, meshc=MESHC, arguments=" ".join(arguments))
    done = subprocess.run(["unshare", "--user", "--map-root-user", "--mount", "sh", "-c", text], cwd=disk,
                          capture_output=True, timeout=SECONDS * 3)
    return None if done.returncode == 9 or b"status" not in done.stdout else done


def full_disk():
    """A file system of its own, in a name space of its own. Where that is not allowed, what full() does by a limit of
    the process has to do."""
    with tempfile.TemporaryDirectory() as folder:
        write(folder, "fn  main( ) do\n" + '  println("a")\n' * 1000 + "end\n")
        for what, kib, arguments, why in (("building", 256, ("build", "main.mpl", "-o", "program"), b"linking failed"),
                                          ("formatting", 24, ("fmt", "main.mpl"), b"No space left on device")):
            done = on_small_disk(folder, kib, *arguments)
            if not done:
                return print("no small disk: mounting one is not allowed here")
            if done.stdout.decode() != "status 1\nmain.mpl\nprogram\nold" or why not in done.stderr:
                complain(f"K13 {what} on a full disk", f"{done.stdout!r}\n{done.stderr!r}")


def interrupted():
    with tempfile.TemporaryDirectory() as folder:
        path, target = write(folder, HELLO), write(folder, "old", "program")
        env = script("touch {folder}/began; sleep 1; exit 0")(folder)

        def wait():
            while not os.path.exists(pathlib.Path(folder, "began")):
                time.sleep(0.01)
        outcome = meshc("build", path, "-o", target, cwd=folder, env=env, interrupt_after=wait)
        if outcome.status not in (130, -signal.SIGINT):
            complain("K13 interrupted", repr(outcome))
        if target.read_text() != "old" or sorted(os.listdir(folder)) != ["began", "bin", "main.mpl", "program"]:
            complain("K13 interrupted", f"left behind: {sorted(os.listdir(folder))}")


def manifests():
    """mesh.toml marks the folder of a project and no more: whatever is in it reaches nobody."""
    hostile = {"bad TOML": "[package\nname = = \"", "huge": "x = 1\n" * (1 << 20), "bytes": b"\xff\x00" * 1000,
               "outside": '[dependencies]\na = { path = "../../etc" }\n',
               "git": "[dependencies]\na = { git = \"--upload-pack=touch ran\" }\n", "name": '[package]\nname = "$(touch ran)"\n'}
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder, "project")
        write(project, HELLO)
        write(project, 'test("sum") do\n  assert_eq(1 + 1, 2)\nend\n', "sum.test.mpl")
        for what, text in hostile.items():
            write(project, text, "mesh.toml")
            judge(f"K14 {what}", meshc("check", project, cwd=folder), 0)
            judge(f"K14 {what} over tests", meshc("test", project / "sum.test.mpl", cwd=folder), 0)
        (project / "mesh.toml").unlink()
        os.mkfifo(project / "mesh.toml")
        judge("K14 FIFO", meshc("check", project, cwd=folder), 0)
        for name in ("../outside", "-x", "$(touch ran)", "a/b", "", "a\nb", "a" * 5000):
            outcome = meshc("init", name, cwd=folder)
            judge(f"K14 init {name[:20]!r}", outcome, outcome.status if outcome.status in (1, 2) else 1)
        found = sorted(os.listdir(folder)) + sorted(os.listdir(project))
        if found != ["project", "main.mpl", "mesh.toml", "sum.test.mpl"]:
            complain("K14", f"the folders have {found}")


def reproducible():
    """The same from another folder, and by one thread as by as many as there are processors."""
    programs = []
    for processors in (None, 1, None):
        with tempfile.TemporaryDirectory() as folder:
            path = write(folder, "struct P do\n  x :: Int\nend\n" + HELLO)
            for arguments in ((), ("--release",)):
                outcome = meshc("build", path, "-o", "program", *arguments, cwd=folder, processors=processors,
                                env={"MESH_LINK_FLAGS": "-Wl,--strip-debug", "MESH_CACHE": "off"})
                judge("K19", outcome, 0)
                programs.append(pathlib.Path(folder, "program").read_bytes())
    if programs[:2] != programs[2:4] or programs[:2] != programs[4:]:
        complain("K19", "two builds of one source differ")


def rendering():
    outcome = refused("K20 tab", "fn main() do\n\t\tlet x :: Int = \"a\"\nend\n")
    outcome = refused("K20 escape bytes", b'fn main() do\n  let x :: Int = "\x1b[31m"\nend\n')
    if "\x1b[31m" in outcome.err if outcome else False:
        complain("K20 escape bytes", "the terminal gets them")
    outcome = refused("K20 long line", "fn main() do\n  let x :: Int = \"" + "a" * (1 << 20) + "\"\nend\n")
    if outcome and len(outcome.err) > 20_000:
        complain("K20 long line", f"the report has {len(outcome.err)} bytes")
    refused("K20 wide", 'fn main() do\n  let 名前 :: Int = "日本語"\nend\n')


def memory():
    if SANITIZED:
        return
    source = "".join(f"fn f{i}(x :: Int) -> Int = x + {i}\n" for i in range(50_000))
    with tempfile.TemporaryDirectory() as folder:
        path = write(folder, source)
        outcome = meshc("check", path, "--lib", cwd=folder, address_space=200 << 20)
        judge("K21 memory limit", outcome, outcome.status if outcome.status == 0 else 1,
              () if outcome.status == 0 else "out of memory")
        for limit in range(240, 400, 20):
            outcome = meshc("build", write(folder, HELLO), "-o", "program", cwd=folder, address_space=limit << 20)
            if outcome.status not in (0, 1):
                complain(f"K21 building in {limit} MiB", repr(outcome))


CASES = [texts, not_ended, nesting, chains, text_arms, literals, sizes, types, matches, imports, mistakes,
         odd_files, vanishing_files, targets, full, interrupted, manifests, reproducible, rendering, memory]


def main():
    wanted = sys.argv[1:]
    for case in CASES:
        if wanted and case.__name__ not in wanted:
            continue
        begin = time.monotonic()
        case()
        if wanted:
            print(f"{case.__name__}: {time.monotonic() - begin:.1f} s")
    for failure in failures:
        print(failure)
    sys.exit(1 if failures else 0)


main()
