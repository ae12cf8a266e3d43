"""gdb stops at lines of .mpl files, shows parameters and locals of quick builds, and names Mesh functions."""
import os
import pathlib
import subprocess
import tempfile

MESHC = pathlib.Path(os.environ["MESH_BUILD"]).resolve() / "bin" / "meshc"

PROGRAM = """fn area(width :: Int, height :: Int) -> Int do
  let size = width * height
  let twice = size + size
  twice + 1
end

fn describe(name :: String, xs :: List<Int>) -> String do
  let n = List.length(xs)
  "#{name}: #{n}"
end

fn main() do
  println("#{area(3, 7)}")
  println(describe("things", [1, 2, 3]))
end
"""

COMMANDS = ["set pagination off", "set debuginfod enabled off", "break main.mpl:4", "break main.mpl:9", "run",
            "backtrace 1", "info args", "info locals", "continue", "print n", "print *name", "continue"]

EXPECTED = ["Breakpoint 1", "Main.area (width=3, height=7) at main.mpl:4", "width = 3", "height = 7", "size = 21",
            "twice = 42", "43", "Main.describe (name=", "at main.mpl:9", "$1 = 3", 'length = 6', '"things"', "things: 3"]


def main():
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / "main.mpl").write_text(PROGRAM)
        subprocess.run([MESHC, "build", folder, "-o", folder / "program"], check=True, capture_output=True, timeout=60)
        arguments = [part for command in COMMANDS for part in ("-ex", command)]
        result = subprocess.run(["gdb", "-q", "-nx", "-batch", *arguments, folder / "program"], cwd=folder,
                                capture_output=True, text=True, timeout=120)
    at = 0
    for text in EXPECTED:
        found = result.stdout.find(text, at)
        assert found >= 0, f"no {text!r} in order in:\n{result.stdout}\n{result.stderr}"
        at = found + len(text)


main()
