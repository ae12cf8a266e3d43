"""Programs made from a seed (generated.py) print what the evaluator here computed, built plain and with --release; the
formatter leaves their meaning alone and a second time changes nothing. GENERATED_PROGRAMS says how many, GENERATED_SEED
where to begin; `make generated` runs a thousand."""
import concurrent.futures
import os
import subprocess

from generated import program
from world import MESHC, check, equal, folder

PROGRAMS = int(os.environ.get("GENERATED_PROGRAMS", "6"))
SEED = int(os.environ.get("GENERATED_SEED", "1"))


def ran(*arguments, **options):
    return subprocess.run(arguments, capture_output=True, timeout=120, text=True, errors="replace",
                          env={**os.environ, "MESH_CHECK_LEAKS": "1", "MESH_CACHE": "off"}, **options)


def as_computed(path, name, printed, panic):
    for level in ((), ("--release",)):
        built = ran(MESHC, "build", name, "-o", "program", *level, cwd=path)
        check(built.returncode == 0, f"{name} {level}: does not build\n{built.stderr[:3000]}")
        done = ran(path / "program", cwd=path)
        equal(done.stdout, printed, f"{name} {level}: output ({done.stderr[-500:]})")
        equal(done.returncode, 1 if panic else 0, f"{name} {level}: status ({done.stderr[-500:]})")
        check((panic or "") in done.stderr and "live objects" not in done.stderr, f"{name} {level}: {done.stderr[-500:]}")


def try_seed(seed):
    source, printed, panic = program(seed)
    with folder() as path:
        name = path / f"seed_{seed}.mpl"
        name.write_text(source)
        try:
            as_computed(path, name, printed, panic)
            equal(ran(MESHC, "fmt", name).returncode, 0, f"formatting {name}")
            equal(ran(MESHC, "fmt", "--check", name).returncode, 0, f"formatting {name} again")
            as_computed(path, name, printed, panic)
        except SystemExit as failure:
            return f"seed {seed}: {failure}"


def main():
    with concurrent.futures.ProcessPoolExecutor(min(os.cpu_count(), 4)) as pool:
        failures = [found for found in pool.map(try_seed, range(SEED, SEED + PROGRAMS)) if found]
    print("\n".join(failures) or f"{PROGRAMS} programs from seed {SEED} on")
    raise SystemExit(1 if failures else 0)


main()
