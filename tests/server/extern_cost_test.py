"""A new runtime function costs one extern line and one C function: no table, no compiler change. Done here in a
copy of the tree, which is then built and used."""

import os
import shutil
import subprocess

from world import BUILD, check, equal, folder

ROOT = BUILD.parent if (BUILD.parent / "Makefile").exists() else BUILD.parent.parent

EXTERN = '''
## The sum of the bytes of a text.
pub extern "mesh_string_byte_sum" pure fn byte_sum(s :: String) -> Int
'''

BODY = '''
int64_t mesh_string_byte_sum(MeshContext *cx, MeshString *text)
{
    (void)cx;
    int64_t sum = 0;
    for (int64_t i = 0; i < text->length; i++)
        sum += text->bytes[i];
    return sum;
}
'''

PROGRAM = '''
fn main() do
  println("#{String.byte_sum("abc")} #{"abc" |> String.byte_sum}")
end
'''


def run(*command, cwd):
    # The settings of the make that runs the tests are not for the make in here.
    env = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    done = subprocess.run([str(c) for c in command], cwd=cwd, capture_output=True, text=True, env=env)
    check(done.returncode == 0, f"{command}: {done.stdout}{done.stderr}")
    return done.stdout


with folder() as copy:
    tree = copy / "tree"
    for name in ("Makefile", "abi", "compiler", "runtime", "std", "tools"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tree / name)
        else:
            tree.mkdir(exist_ok=True)
            shutil.copy2(source, tree / name)
    build = tree / "build"
    for name in ("bin/meshc", "obj", "gen", "lib/libmeshrt.a"):
        target = build / name
        target.parent.mkdir(parents=True, exist_ok=True)
        if (BUILD / name).is_dir():
            shutil.copytree(BUILD / name, target)
        else:
            shutil.copy2(BUILD / name, target)

    with open(tree / "std/string.mpl", "a") as std:
        std.write(EXTERN)
    with open(tree / "runtime/std/string.c", "a") as runtime:
        runtime.write(BODY)
    compiler = (build / "bin/meshc").stat().st_mtime_ns
    sanitize = {"build/asan": "address", "build/ubsan": "undefined", "build/tsan": "thread"}
    variant = sanitize.get(str(BUILD.relative_to(ROOT)) if BUILD.is_relative_to(ROOT) else "", "")
    run("make", "BUILD=build", "build/lib/libmeshrt.a", f"SANITIZE={variant}", *(["OPT=-O1"] if variant else []), cwd=tree)
    equal((build / "bin/meshc").stat().st_mtime_ns, compiler, "the compiler's time stamp")

    program = copy / "program.mpl"
    program.write_text(PROGRAM)
    run(build / "bin/meshc", "build", program, "-o", copy / "program", cwd=tree)
    equal(run(copy / "program", cwd=copy), "294 294\n", "what the program prints")
