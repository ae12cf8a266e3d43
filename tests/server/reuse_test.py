"""Objects of unchanged modules are reused: what is compiled again after which change, that reused and new objects make
the right program with lines for debuggers and stack traces, and what becomes of damaged, foreign and old entries."""
import os
import pathlib
import re
import shutil
import subprocess
import tempfile

BUILD = pathlib.Path(os.environ["MESH_BUILD"]).resolve()
MESHC = BUILD / "bin" / "meshc"

MAIN = """import Shapes
import Report

fn main() do
  let shape = Shapes.square(4)
  println(Report.line(shape))
  Report.check([shape.width])
end
"""

SHAPES = """pub struct Shape do
  width :: Int
  height :: Int
end

pub fn square(side :: Int) -> Shape do
  Shape { width: side, height: side }
end

pub fn area(shape :: Shape) -> Int do
  let size = shape.width * shape.height
  size + 1
end
"""

REPORT = """import Shapes

let limit = List.length([1, 2, 3])

pub fn line(shape :: Shapes.Shape) -> String do
  let text = "area #{Shapes.area(shape)}, limit #{limit}"
  text
end

pub fn check(widths :: List<Int>) do
  let first = List.get(widths, 0)
  if first > limit do
    panic("too wide")
  else
    println("fine")
  end
end
"""


class Project:
    def __init__(self, folder):
        self.folder = folder
        self.cache = folder / "cache"
        self.source = folder / "shop"
        self.program = folder / "program"
        self.source.mkdir()
        self.write("main", MAIN)
        self.write("shapes", SHAPES)
        self.write("report", REPORT)

    def write(self, name, text):
        (self.source / f"{name}.mpl").write_text(text)

    def build(self, *options, meshc=MESHC, **environment):
        """The names of the modules that were compiled and of those that were reused."""
        result = subprocess.run(
            [meshc, "build", self.source, "-o", self.program, "--verbose", *options], capture_output=True, text=True,
            timeout=120, env={**os.environ, "MESH_CACHE": str(self.cache), **environment})
        assert result.returncode == 0, result
        lines = re.findall(r"^  (compiled|reused) +(\S+)$", result.stderr, re.M)
        assert lines, result.stderr
        return ({name for what, name in lines if what == "compiled"}, {name for what, name in lines if what == "reused"})

    def run(self):
        return subprocess.run([self.program], capture_output=True, text=True, timeout=60, cwd=self.source)

    def entries(self):
        return sorted(self.cache.glob("*.o"))


def expect_program(project, first_line, crash_line, release=False):
    result = project.run()
    assert result.stdout == first_line + "\n", result
    assert f"too wide at report.mpl:{crash_line}" in result.stderr, result.stderr
    assert f"at Report.check (report.mpl:{crash_line})" in result.stderr, result.stderr
    assert release or "at Main.main (main.mpl:7)" in result.stderr, result.stderr  # a tail call there


def check_changes(project):
    compiled, reused = project.build()
    everything = compiled
    assert {"Main", "Shapes", "Report"} <= compiled and not reused, (compiled, reused)
    expect_program(project, "area 17, limit 3", 13)

    assert project.build() == (set(), everything)
    expect_program(project, "area 17, limit 3", 13)

    # A body: nobody else.
    project.write("shapes", SHAPES.replace("shape.width * shape.height", "shape.width * shape.height * 2"))
    assert project.build() == ({"Shapes"}, everything - {"Shapes"})
    expect_program(project, "area 33, limit 3", 13)

    # Lines that move are new lines for debuggers and traces.
    project.write("report", "# A comment.\n" + REPORT)
    assert project.build() == ({"Report"}, everything - {"Report"})
    expect_program(project, "area 33, limit 3", 14)

    # A layout: those that build and read it.
    project.write("shapes", SHAPES.replace("  height :: Int", "  name :: String\n  height :: Int")
                  .replace("Shape { width", 'Shape { name: "square", width'))
    project.write("report", REPORT)
    compiled, reused = project.build()
    assert "Shapes" in compiled and "Main" in compiled, (compiled, reused)
    expect_program(project, "area 17, limit 3", 13)

    # What was there before is still known.
    project.write("shapes", SHAPES)
    assert project.build() == (set(), everything)
    expect_program(project, "area 17, limit 3", 13)


def check_debugger(project):
    project.build()
    assert project.build()[0] == set()
    commands = ["set pagination off", "set debuginfod enabled off", "break shapes.mpl:12", "run", "backtrace", "info locals"]
    result = subprocess.run(["gdb", "-q", "-nx", "-batch", *[part for c in commands for part in ("-ex", c)],
                             project.program], cwd=project.source, capture_output=True, text=True, timeout=120)
    for text in ("Shapes.area (shape=", "at shapes.mpl:12", "at report.mpl:6", "Main.main () at main.mpl:6", "size = 16"):
        assert text in result.stdout, (text, result.stdout, result.stderr)


def check_damage(project):
    everything = project.build()[0]
    expected = [path.read_bytes() for path in project.entries()]
    damages = (lambda b: b[:-1], lambda b: b"", lambda b: b[:40], lambda b: b + b"x",
               lambda b: b[:-100] + bytes([b[-100] ^ 1]) + b[-99:], lambda b: bytes([b[0] ^ 1]) + b[1:])
    for damage in damages:
        for path, content in zip(project.entries(), expected):
            path.write_bytes(damage(content))
        assert project.build() == (everything, set())
        expect_program(project, "area 17, limit 3", 13)
        assert [path.read_bytes() for path in project.entries()] == expected
    for path in project.entries():
        path.unlink()
        path.mkdir()
    assert project.build() == (everything, set())


def check_kinds(project):
    """Neither quick and release builds nor two builds of the compiler share objects."""
    quick = project.build()[0]
    assert project.build("--release") == ({"program"}, set())
    expect_program(project, "area 17, limit 3", 13, release=True)
    assert project.build("--release") == (set(), {"program"})
    expect_program(project, "area 17, limit 3", 13, release=True)
    assert project.build() == (set(), quick)
    other = project.folder / "meshc"
    shutil.copy(MESHC, other)
    note = b"\x04\0\0\0\x14\0\0\0\x03\0\0\0GNU\0"
    program = bytearray(other.read_bytes())
    assert program.count(note) == 1
    program[program.index(note) + len(note)] ^= 1
    other.write_bytes(program)
    places = {"MESH_STD_PATH": str(pathlib.Path(__file__).resolve().parents[2] / "std"),
              "MESH_RT_LIB_PATH": str(BUILD / "lib" / "libmeshrt.a")}
    assert project.build(meshc=other, **places) == (quick, set())
    assert project.build(meshc=other, **places) == (set(), quick)
    assert project.build(**places) == (set(), quick)


def check_folder(project):
    everything = project.build(MESH_CACHE="off")[0]
    assert project.build(MESH_CACHE="off") == (everything, set()) and not project.cache.exists()
    other = project.folder / "xdg"
    plain = {name: value for name, value in os.environ.items() if name != "MESH_CACHE"}
    for _ in range(2):
        subprocess.run([MESHC, "build", project.source, "-o", project.program], check=True, capture_output=True,
                       timeout=120, env={**plain, "XDG_CACHE_HOME": str(other)})
    assert len(list((other / "mesh").glob("*.o"))) == len(everything)
    # Where nothing can be kept, builds go on.
    (project.folder / "file").write_text("")
    assert project.build(MESH_CACHE=str(project.folder / "file" / "x")) == (everything, set())


def check_bound(project):
    project.build()
    count = len(project.entries())
    old = project.cache / ("0" * 64 + ".o")
    old.write_bytes(bytes(3 << 20))
    os.utime(old, (1, 1))
    (project.cache / "trimmed").unlink()
    project.write("shapes", SHAPES.replace("size + 1", "size + 2"))
    project.build(MESH_CACHE_MB="2")
    assert not old.exists() and len(project.entries()) == count + 1
    (project.cache / "trimmed").unlink()
    project.write("shapes", SHAPES.replace("size + 1", "size + 3"))
    project.build(MESH_CACHE_MB="0")
    assert not project.entries()


def check_many_at_once(project):
    commands = [[MESHC, "build", project.source, "-o", project.folder / f"program{i}"] for i in range(4)]
    running = [subprocess.Popen(command, stderr=subprocess.PIPE, env={**os.environ, "MESH_CACHE": str(project.cache)})
               for command in commands]
    for i, one in enumerate(running):
        assert one.communicate(timeout=120)[1].endswith(f"program{i}\n".encode()) and one.returncode == 0
        project.program = project.folder / f"program{i}"
        expect_program(project, "area 17, limit 3", 13)
    assert project.build()[0] == set()


def main():
    checks = (check_changes, check_debugger, check_damage, check_kinds, check_folder, check_bound, check_many_at_once)
    for check in checks:
        with tempfile.TemporaryDirectory() as name:
            check(Project(pathlib.Path(name)))


main()
