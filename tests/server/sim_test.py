"""One seed is one history; `meshc test --sim` finds the seed under which a test fails, and repeats it."""
import os
import re
import subprocess

from world import MESHC, check, equal, folder

RACE = '''
actor racer(name :: String, laps :: Int, judge :: Pid<String>) do
  send(judge, "#{name}#{laps}")
  Timer.sleep(1)
  if laps > 0 do
    racer(name, laps - 1, judge)
  end
end

actor judge() do
  receive do
    text -> println(text)
  end
  judge()
end

fn main() do
  let pid = spawn(judge)
  for name in ["a", "b", "c", "d"] do
    spawn(racer, name, 5, pid)
  end
  println("#{Crypto.random_hex(8)} #{Clock.monotonic_ms()}")
end
'''

STORE = '''
service Store do
  fn init() -> Int do
    0
  end
  call Read() :: Int do |n|
    (n, n)
  end
  call Increment() :: Int do |n|
    (n + 1, n + 1)
  end
  cast Write(n :: Int) do |_|
    n
  end
end

actor careless(store :: Pid) do
  let n = Store.read(store)
  Store.write(store, n + 1)
end

actor careful(store :: Pid) do
  let _ = Store.increment(store)
end

test "two increments" do
  let store = Store.start()
  spawn(WHICH, store)
  spawn(WHICH, store)
  Timer.sleep(60000)
  assert_eq(Store.read(store), 2)
end
'''


def run(*command, cwd, **env):
    return subprocess.run([str(c) for c in command], cwd=cwd, env={**os.environ, **env}, capture_output=True,
                          text=True, timeout=120)


def histories(path):
    (path / "main.mpl").write_text(RACE)
    equal(run(MESHC, "build", ".", "-o", "race", cwd=path).returncode, 0, "build")
    outputs = set()
    for seed in range(30):
        first, second = (run("./race", cwd=path, MESH_SEED=str(seed)) for _ in range(2))
        equal(first.returncode, 0, "status")
        equal(first.stdout, second.stdout, f"seed {seed}")
        equal(len(first.stdout.splitlines()), 25, "lines")
        outputs.add(first.stdout.split("\n", 1)[1])
    check(len(outputs) > 20, f"{len(outputs)} orders under 30 seeds")
    bad = run("./race", cwd=path, MESH_SEED="x")
    equal((bad.returncode, bad.stderr), (2, "[mesh-rt] MESH_SEED is not a number: x\n"), "not a seed")
    bad = run("./race", cwd=path, MESH_SEED="1", MESH_SIM="cut:x")
    equal(bad.returncode, 2, "not a word of MESH_SIM")


def simulated_tests(path):
    (path / "main.mpl").write_text('fn main() do println("") end\n')
    (path / "race.test.mpl").write_text(STORE.replace("WHICH", "careful"))
    good = run(MESHC, "test", "--sim", "--seeds", "40", ".", cwd=path)
    equal(good.returncode, 0, good.stdout + good.stderr)
    check("race.test.mpl: 40 seeds\n" in good.stdout and "1 passed" in good.stdout, good.stdout)
    (path / "race.test.mpl").write_text(STORE.replace("WHICH", "careless"))
    bad = run(MESHC, "test", "--sim", "--seeds", "40", ".", cwd=path)
    equal(bad.returncode, 1, bad.stdout)
    repeat = re.search(r"^repeat: meshc (test --sim --seed \d+ \S+)$", bad.stdout, re.M)
    check(repeat, bad.stdout)
    again = run(MESHC, *repeat.group(1).split(), cwd=path)
    equal(again.stdout, bad.stdout.replace(bad.stdout.splitlines()[-1], again.stdout.splitlines()[-1]), "repeated")
    equal(run(MESHC, "test", "--seeds", "5", ".", cwd=path).returncode, 2, "--seeds without --sim")
    equal(run(MESHC, "test", "--sim", "--seeds", "many", ".", cwd=path).returncode, 2, "not a number")


with folder() as first:
    histories(first)
with folder() as second:
    simulated_tests(second)
