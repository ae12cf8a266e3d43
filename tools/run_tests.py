#!/usr/bin/env python3
"""Runs the tests below tests/: a test is a file, found by scanning.

  tests/unit/x_test.c         a C program; it passes with exit status 0 (built by make into BUILD/unit)
  tests/lang/.../x.mpl + .out a Mesh program and its standard output, built plain and with --release
  tests/.../dir/main.mpl + expected.out   the same for a program of several modules
      x.exit     expected exit status (default 0)
      x.stderr   lines that standard error must contain, in this order
      x.stdin    standard input
      x.env      NAME=value lines for the environment
  tests/errors/.../x.mpl + .err   must not compile; the whole output of `meshc check`
  tests/errors/.../dir/expected.err       the same for a program of several modules
  tests/warnings/... likewise, but the check succeeds
  tests/copies/...   likewise, of `meshc check --explain-copies`
  tests/format/x.mpl + .expected   a source and what `meshc fmt` makes of it
  tests/suites/x/ + expected.out   a project and what `meshc test` says of it, without times (args: more arguments;
                              the exit status is in the last line of expected.out)
                              stderr: the crashes that are reported, all of them, with <> for the pids
  mesher/**/*.test.mpl        run by `meshc test`
  tests/server/x_test.py      starts real programs and talks to them; it passes with exit status 0
  docs/.../x.md, README.md    each example of the page; doc_examples.py says how they are written

Every Mesh program must end with no live heap object (MESH_CHECK_LEAKS=1). The last line is
`N passed, N failed`. With --golden the expected files are rewritten from what was observed.

With --repeat N every chosen test runs N times; a program is built once. A test stops at its first failure, which is
told with the number of the round. With --fail-allocations the programs run again and again, and in each run a later
allocation fails: whatever they print then, they must end by themselves, without a signal and with sound heaps."""

import argparse
import concurrent.futures
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time

import doc_examples
import test_tables

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAM_FOLDERS = ("lang", "std", "actors", "programs")
DIAGNOSED = (("errors", 1, []), ("warnings", 0, []), ("copies", 0, ["--explain-copies"]))


# Which allocation fails, one run each; the last ones are beyond what most programs ask for.
FAILING_ALLOCATIONS = (1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233, 377, 610, 987, 1597, 2584, 4181, 6765, 10946)


class Failure(Exception):
    pass


def run(command, timeout=60, stdin=None, env=None, cwd=None):
    try:
        return subprocess.run(
            [str(part) for part in command], capture_output=True, timeout=timeout, input=stdin or b"",
            env={**os.environ, **(env or {})}, cwd=cwd)
    except FileNotFoundError as missing:
        raise Failure(f"not built: {missing.filename}")
    except subprocess.TimeoutExpired as late:
        raise Failure(f"took longer than {timeout} s: {' '.join(map(str, command))}\n"
                      f"{(late.stdout or b'').decode(errors='replace')}"
                      f"{(late.stderr or b'').decode(errors='replace')}")


def difference(expected, found):
    import difflib
    lines = difflib.unified_diff(expected.splitlines(), found.splitlines(), "expected", "found", lineterm="")
    return "\n".join(list(lines)[:60])


class Suite:
    def __init__(self, options):
        self.options = options
        self.build = (ROOT / options.build).resolve()
        self.meshc = self.build / "bin" / "meshc"
        os.environ["MESH_CACHE"] = str(self.build / "cache")
        self.work = pathlib.Path(tempfile.mkdtemp(prefix="mesh-tests-"))

    # ---- what there is ----

    def tests(self):
        base = ROOT / "tests"
        found = []
        for path in sorted((base / "unit").glob("*_test.c")):
            found.append((f"unit/{path.stem}", lambda p=path: self.unit(p)))
        for folder in PROGRAM_FOLDERS:
            for path in sorted((base / folder).rglob("*.mpl")):
                if path.name == "main.mpl" and (path.parent / "expected.out").exists():
                    name, expected = path.parent, path.parent / "expected.out"
                    source = path.parent
                elif path.with_suffix(".out").exists() or self.is_new_program(path):
                    name, expected, source = path.with_suffix(""), path.with_suffix(".out"), path
                else:
                    continue
                label = str(name.relative_to(base))
                for release in self.levels():
                    found.append((label + (" --release" if release else ""),
                                  lambda s=source, e=expected, r=release: self.program(s, e, r)))
        for folder, status, asked in DIAGNOSED:
            for golden in sorted((base / folder).rglob("expected.err")):
                found.append((str(golden.parent.relative_to(base)),
                              lambda g=golden, s=status, a=asked: self.diagnostics(".", g, s, a)))
            for path in sorted((base / folder).rglob("*.mpl")):
                if any((above / "expected.err").exists() for above in path.parents):
                    continue
                if path.with_suffix(".err").exists() or self.options.golden:
                    found.append((str(path.with_suffix("").relative_to(base)),
                                  lambda p=path, s=status, a=asked:
                                      self.diagnostics(p.name, p.with_suffix(".err"), s, a)))
        for path in sorted((base / "format").glob("*.mpl")):
            found.append((f"format/{path.stem}", lambda p=path: self.formatted(p)))
        for path in sorted((base / "suites").glob("*/main.mpl")):
            found.append((f"suites/{path.parent.name}", lambda p=path.parent: self.suite(p)))
        for path in sorted((ROOT / "mesher").rglob("*.test.mpl")):
            found.append((str(path.relative_to(ROOT))[:-len(".test.mpl")], lambda p=path: self.own_suite(p)))
        for path in sorted((base / "server").glob("*_test.py")):
            found.append((f"server/{path.stem}", lambda p=path: self.script(p)))
        found.append(("docs/language/errors is complete", self.error_index))
        found.append(("tests/README tables name what is there", self.tables))
        for page in doc_examples.pages(ROOT):
            found += self.page_tests(page)
        wanted = self.options.only
        return [(name, self.repeated(test)) for name, test in found
                if not wanted or any(w in name for w in wanted)]

    def repeated(self, test):
        rounds = self.options.repeat
        if rounds == 1:
            return test

        def every_round():
            for number in range(1, rounds + 1):
                try:
                    test()
                except Failure as failure:
                    raise Failure(f"round {number} of {rounds}:\n{failure}")
        return every_round

    def page_tests(self, page):
        name = str(page.relative_to(ROOT))
        if self.options.golden:
            return [(name, lambda: self.golden_page(page))]
        return [(f"{name} links", lambda: self.links(page))] + [
            (f"{name}:{example.code.first + 1}", lambda e=example: self.example(e))
            for example in doc_examples.examples(page)]

    def is_new_program(self, path):
        return self.options.golden and not any((p / "expected.out").exists() or (p / "main.mpl").exists()
                                               for p in [path.parent])

    def levels(self):
        return [False] if self.options.golden or self.options.quick else [False, True]

    # ---- how each kind runs ----

    def unit(self, path):
        binary = self.build / "unit" / path.stem
        result = run([binary], timeout=300, cwd=ROOT)
        if result.returncode != 0:
            raise Failure((result.stdout + result.stderr).decode(errors="replace")[-4000:])

    def program(self, source, expected, release):
        binary = self.built(source, release)
        stem = expected.with_suffix("")
        env = {"MESH_CHECK_LEAKS": "1"}
        env_file = stem.with_suffix(".env")
        if env_file.exists():
            env.update(line.split("=", 1) for line in env_file.read_text().splitlines() if "=" in line)
        stdin_file = stem.with_suffix(".stdin")
        stdin = stdin_file.read_bytes() if stdin_file.exists() else None
        if self.options.fail_allocations:
            self.without_memory(binary, env, stdin)
        else:
            self.as_expected(run([binary], env=env, stdin=stdin, timeout=120, cwd=self.work), expected)
        if self.options.repeat == 1:
            binary.unlink()

    def built(self, source, release):
        binary = self.work / (str(source.relative_to(ROOT)).replace("/", "_") + ("_r" if release else ""))
        if binary.exists():
            return binary
        command = [self.meshc, "build", source, "-o", binary] + (["--release"] if release else [])
        built = run(command, timeout=120)
        if built.returncode != 0:
            raise Failure("does not build:\n" + built.stderr.decode(errors="replace")[-4000:])
        return binary

    def as_expected(self, result, expected):
        stem = expected.with_suffix("")
        exit_file = stem.with_suffix(".exit")
        status = int(exit_file.read_text()) if exit_file.exists() else 0
        output, errors = result.stdout.decode(errors="replace"), result.stderr.decode(errors="replace")
        if "live objects" in errors:
            raise Failure("leaks:\n" + errors)
        if self.options.golden:
            expected.write_text(output)
            return
        if output != expected.read_text():
            raise Failure(difference(expected.read_text(), output) + "\nstderr:\n" + errors[-2000:])
        if result.returncode != status:
            raise Failure(f"exit status {result.returncode}, expected {status}\n{errors[-2000:]}")
        stderr_file = stem.with_suffix(".stderr")
        if stderr_file.exists():
            self.contains_in_order(errors, stderr_file.read_text().splitlines())

    def without_memory(self, binary, env, stdin):
        for number in FAILING_ALLOCATIONS:
            stress = f"heap,alloc:{number}"
            result = run([binary], env={**env, "MESH_STRESS": stress}, stdin=stdin, timeout=120, cwd=self.work)
            errors = result.stderr.decode(errors="replace")
            if result.returncode < 0 or "live objects" in errors or "damaged" in errors:
                raise Failure(f"MESH_STRESS={stress}: exit status {result.returncode}\n{errors[-2000:]}")
            if "out of memory" not in errors:
                return

    @staticmethod
    def contains_in_order(text, lines):
        at = 0
        for line in filter(None, lines):
            at = text.find(line, at)
            if at < 0:
                raise Failure(f"standard error lacks, in this order: {line}\nit was:\n{text[-2000:]}")

    def diagnostics(self, what, golden, status, asked):
        result = run([self.meshc, "check", what, "--lib", *asked], cwd=golden.parent, timeout=20)
        if result.returncode != status:
            raise Failure(f"exit status {result.returncode}, expected {status}\n"
                          + result.stderr.decode(errors="replace"))
        found = result.stderr.decode(errors="replace")
        if self.options.golden:
            golden.write_text(found)
        elif found != golden.read_text():
            raise Failure(difference(golden.read_text(), found))

    def formatted(self, path):
        copy = self.work / path.name
        copy.write_bytes(path.read_bytes())
        result = run([self.meshc, "fmt", copy], timeout=20)
        if result.returncode != 0:
            raise Failure(result.stderr.decode(errors="replace"))
        found, golden = copy.read_text(), path.with_suffix(".expected")
        if self.options.golden:
            golden.write_text(found)
        elif found != golden.read_text():
            raise Failure(difference(golden.read_text(), found))
        again = run([self.meshc, "fmt", copy, "--check"], timeout=20)
        if again.returncode != 0:
            raise Failure("not stable: " + again.stdout.decode(errors="replace"))

    def suite(self, folder):
        arguments = (folder / "args").read_text().split() if (folder / "args").exists() else []
        result = run([self.meshc, "test", folder.name, *arguments], cwd=folder.parent, timeout=120)
        found = re.sub(r" in \d+\.\d\ds", "", result.stdout.decode(errors="replace"))
        found = re.sub(r"(?m)^(\[mesh-rt\]|    at ).*\n", "", found) + f"status {result.returncode}\n"
        golden, lines = folder / "expected.out", folder / "stderr"
        if self.options.golden:
            golden.write_text(found)
        elif lines.exists():
            self.same_reports(result.stderr.decode(errors="replace"), lines.read_text())
        if not self.options.golden and found != golden.read_text():
            raise Failure(difference(golden.read_text(), found) + "\nstderr:\n"
                          + result.stderr.decode(errors="replace")[-2000:])

    @staticmethod
    def same_reports(errors, expected):
        """The crashes that are reported, without pids: not one more."""
        found = re.sub(r"<0\.\d+>", "<>", "".join(re.findall(r"(?m)^\[mesh-rt\] .*\n", errors)))
        if found != expected:
            raise Failure(difference(expected, found))

    def own_suite(self, path):
        result = run([self.meshc, "test", path], timeout=120, cwd=ROOT)
        if result.returncode != 0:
            raise Failure((result.stdout + result.stderr).decode(errors="replace")[-4000:])

    def script(self, path):
        result = run([sys.executable, path], timeout=300, cwd=ROOT,
                     env={"MESH_BUILD": str(self.build), "PYTHONPATH": str(ROOT / "tests" / "server")})
        if result.returncode != 0:
            raise Failure((result.stdout + result.stderr).decode(errors="replace")[-6000:])

    def answer(self, example):
        try:
            with tempfile.TemporaryDirectory(dir=self.work) as folder:
                return doc_examples.answer(self.meshc, example, pathlib.Path(folder))
        except doc_examples.WrongExample as wrong:
            raise Failure(f"line {example.code.first + 1}: {wrong}")
        except subprocess.TimeoutExpired as late:
            raise Failure(f"line {example.code.first + 1}: {late}")

    def example(self, example):
        found = self.answer(example)
        if found is not None and found != example.answer.text:
            raise Failure(difference(example.answer.text, found))

    @staticmethod
    def error_index():
        try:
            doc_examples.check_error_index(ROOT)
        except doc_examples.WrongExample as wrong:
            raise Failure(str(wrong))

    @staticmethod
    def tables():
        try:
            test_tables.check_all(ROOT)
        except test_tables.WrongTable as wrong:
            raise Failure(str(wrong))

    @staticmethod
    def links(page):
        try:
            doc_examples.check_links(ROOT, page)
        except doc_examples.WrongExample as wrong:
            raise Failure(str(wrong))

    def golden_page(self, page):
        found, failures = [], []
        for example in doc_examples.examples(page):
            try:
                text = self.answer(example)
                if text is not None:
                    found.append((example.answer, text))
            except Failure as failure:
                failures.append(str(failure))
        doc_examples.rewrite(page, found)
        if failures:
            raise Failure("\n".join(failures))

    # ---- all together ----

    def run_all(self):
        tests = self.tests()
        started = time.monotonic()
        failed, done = [], 0
        with concurrent.futures.ThreadPoolExecutor(self.options.jobs) as pool:
            futures = {pool.submit(test): name for name, test in tests}
            for future in concurrent.futures.as_completed(futures):
                done += 1
                name = futures[future]
                try:
                    future.result()
                except Failure as failure:
                    failed.append(name)
                    print(f"\r\033[KFAIL {name}\n{failure}\n" if sys.stdout.isatty()
                          else f"FAIL {name}\n{failure}\n", flush=True)
                if sys.stdout.isatty():
                    print(f"\r\033[K{done}/{len(tests)} {name}", end="", flush=True)
                elif done % 100 == 0:
                    print(f"{done}/{len(tests)} done", flush=True)
        if sys.stdout.isatty():
            print("\r\033[K", end="")
        print(f"{time.monotonic() - started:.1f} s")
        for name in sorted(failed):
            print(f"failed: {name}")
        if not tests:
            print("no test matches")
        print(f"{len(tests) - len(failed)} passed, {len(failed)} failed")
        subprocess.run(["rm", "-rf", str(self.work)], check=False)
        return 1 if failed or not tests else 0


def positive(text):
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("only", nargs="*", help="run only tests whose name contains one of these")
    parser.add_argument("--build", default="build", help="the build folder to test")
    parser.add_argument("--golden", action="store_true", help="rewrite the expected files")
    parser.add_argument("--quick", action="store_true", help="plain builds only, no --release")
    parser.add_argument("--repeat", type=positive, default=1, metavar="N", help="run each test N times")
    parser.add_argument("--fail-allocations", action="store_true", help="let one allocation after the other fail")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    sys.exit(Suite(parser.parse_args()).run_all())


if __name__ == "__main__":
    main()
