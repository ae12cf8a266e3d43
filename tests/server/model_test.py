"""Random commands on actors, supervisors, services, names and timers in the simulated world, compared with a model
(tests/model). MODEL_SEEDS and MODEL_COMMANDS say how much; `make model` runs 10^6 commands."""
import concurrent.futures
import os
import pathlib
import subprocess

from world import MESHC, check, equal, folder

SOURCE = pathlib.Path(__file__).resolve().parent.parent / "model"
SEEDS = int(os.environ.get("MODEL_SEEDS", "5"))
COMMANDS = int(os.environ.get("MODEL_COMMANDS", "2000"))


def run(program, seed):
    done = subprocess.run([program], capture_output=True, text=True, timeout=600, errors="replace",
                          env={**os.environ, "MESH_SEED": str(seed), "MODEL_COMMANDS": str(COMMANDS),
                               "MESH_CHECK_LEAKS": "1"})
    check(done.returncode == 0 and done.stdout.startswith(f"{COMMANDS} commands"),
          f"seed {seed}: status {done.returncode}\n{done.stdout}{done.stderr[-3000:]}")


with folder() as path:
    program = path / "model"
    built = subprocess.run([MESHC, "build", SOURCE, "--release", "-o", program], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        list(pool.map(lambda seed: run(program, seed), range(1, SEEDS + 1)))
    print(f"{SEEDS * COMMANDS} commands under {SEEDS} seeds")
