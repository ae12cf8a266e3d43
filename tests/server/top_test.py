"""MESH_OBSERVE=1 and `meshc top`: what is shown of a running program, live and once."""
import os
import pty
import re
import select
import signal
import stat
import subprocess
import time

from world import MESHC, Program, check, equal, folder, wait_for

PROGRAM = '''
service Cache do
  fn init() -> List<String> do
    []
  end
  cast Keep(text :: String) do |texts|
    List.append(texts, text)
  end
  call Fail() :: Int do |texts|
    (texts, 1 / List.length(texts))
  end
end

supervisor App do
  child cache do
    start: fn -> Cache.start() end
    register: "cache"
  end
end

actor spinner(n :: Int) do
  spinner(n + 1)
end

actor hoarder() do
  receive do
    "never" -> ()
  end
end

actor crowd() do
  receive do
    "never" -> ()
  end
end

fn main() do
  spawn(App)
  let _ = Job.await(Job.async(fn -> Cache.fail(Process.whereis("cache")) end))
  Timer.sleep(50)
  for i in 0..1000 do Cache.keep(Process.whereis("cache"), "entry #{i}") end
  let hoard = spawn(hoarder)
  for i in 0..7 do send(hoard, "#{i}") end
  spawn(spinner, 0)
  for _ in 0..Env.get_int("CROWD", 0) do spawn(crowd) end
  println("up")
  Timer.sleep(60000)
end
'''


def once(pid):
    done = subprocess.run([MESHC, "top", str(pid), "--once"], capture_output=True, text=True, timeout=30)
    equal(done.returncode, 0, done.stderr)
    lines = done.stdout.splitlines()
    return lines, {line.split()[1]: line.split() for line in lines[4:]}


def snapshot(path, program, pid):
    wait_for(lambda: "idle" in once(pid)[1].get("Cache", []) and "spinner" in once(pid)[1], 10, "the cache is idle")
    lines, rows = once(pid)
    check(re.match(rf"observed \(process {pid}\), up 0:00:\d\d: \d+ actors, \d+[KM]? of memory", lines[0]), lines[0])
    check(re.match(r"\d+ workers, \d+ of them idle", lines[1]), lines[1])
    equal(rows["hoarder"][2:5], ["actor", "waiting", "7"], "hoarder")
    equal(rows["main"][2:4], ["main", "waiting"], "main")
    equal(rows["App"][2], "supervisor", "App")
    equal(rows["App"][7], "1", "restarts")
    equal(rows["Cache"][2:5], ["service", "idle", "0"], "Cache")
    check(int(rows["spinner"][5]) >= 1, rows["spinner"])
    check(rows["spinner"][3] in ("running", "ready"), rows["spinner"])


def socket_is_private(path):
    sockets = list(path.glob("mesh-*.sock"))
    equal(len(sockets), 1, "sockets")
    equal(stat.S_IMODE(sockets[0].stat().st_mode), 0o600, "mode")
    return sockets[0]


def read_screen(terminal, seconds, until):
    screen, deadline = "", time.monotonic() + seconds
    while time.monotonic() < deadline and not re.search(until, screen):
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                screen += os.read(terminal, 65536).decode(errors="replace")
            except OSError:
                break
    check(re.search(until, screen), f"{until} on the screen: {screen!r}")
    return screen


def live(pid):
    child, terminal = pty.fork()
    if child == 0:
        os.execv(MESHC, [str(MESHC), "top", str(pid)])
    screen = read_screen(terminal, 10, r"RUNS/S(.|\n)*hoarder(.|\n)*RUNS/S(.|\n)*hoarder")
    check("\x1b[?1049h" in screen, "the other screen")
    os.write(terminal, b"q")
    read_screen(terminal, 5, re.escape("\x1b[?1049l"))
    equal(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), 0, "status of top")
    os.close(terminal)


def refusals(pid):
    for arguments, status in ((["1"], 1), (["x"], 2), ([], 2), ([str(pid)], 1)):
        done = subprocess.run([MESHC, "top", *arguments], capture_output=True, text=True, timeout=30)
        equal(done.returncode, status, f"top {arguments}: {done.stderr}")


with folder() as path:
    (path / "main.mpl").write_text(PROGRAM)
    built = subprocess.run([MESHC, "build", path, "-o", path / "observed"], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)
    os.environ["XDG_RUNTIME_DIR"] = str(path)
    program = Program([path / "observed"], {"MESH_OBSERVE": "1"})
    program.expect("^up$")
    program.expect(r"observed at .*mesh-\d+\.sock")
    pid = program.process.pid
    place = socket_is_private(path)
    snapshot(path, program, pid)
    live(pid)
    refusals(pid)
    program.process.send_signal(signal.SIGTERM)
    program.process.wait(20)
    check(not place.exists(), "the socket is gone")

    crowded = Program([path / "observed"], {"MESH_OBSERVE": "1", "CROWD": "30000"})
    crowded.expect("^up$")
    lines, rows = once(crowded.process.pid)
    shown = len(lines) - 5
    total = int(re.search(r": (\d+) actors", lines[0]).group(1))
    equal(lines[-1], f"and {total - shown} more", "the last line")
    check(shown == 10000 and total > 30000, f"{shown} of {total}")
    crowded.process.kill()
    crowded.process.wait(20)

    plain = Program([path / "observed"], {})
    plain.expect("^up$")
    refused = subprocess.run([MESHC, "top", str(plain.process.pid), "--once"], capture_output=True, text=True)
    equal(refused.returncode, 1, "not observed")
    check("start the program with MESH_OBSERVE=1" in refused.stderr, refused.stderr)
    plain.process.kill()
    plain.process.wait(20)
