"""A10 outside the heaps: mail, monitors, timers and names, what a database answers, what a search in a text works with
and what waits for slow peers of a WebSocket server is refused by the system. The answer is an error, the actor crashes,
the connection is lost; all others go on, and reports of crashes still say where. Run under a limit of the address
space."""

import os
import re
import socket
import subprocess

from world import ENDED, MESHC, Program, WebSocket, check, equal, folder, wait_for

SANITIZED = any(word in os.environ["MESH_BUILD"] for word in ("asan", "tsan", "ubsan"))
ADDRESS_SPACE = 1280 << 20
SLOW_PEERS = 130

WORK = ENDED + '''
# Each row is a megabyte that only the result holds.
fn rows(pool, n :: Int) -> String do
  let sql = "WITH RECURSIVE r(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM r WHERE i < CAST($1 AS INTEGER))
    SELECT printf('%.*c', 1000000, 'x') AS text FROM r"
  case Pool.query(pool, sql, ["#{n}"]) do
    Ok(found) -> "#{List.length(found)} rows"
    Err(text) -> "no rows: #{text}"
  end
end

# A search works with some 60 MB for this pattern, 99 groups of 190 letters. What is held in between takes less.
actor searches(rx :: Regex, held :: List<String>) do
  let text = String.repeat("held #{List.length(held)} ", 500000)
  let _ = Regex.captures(rx, "aaa") # here
  searches(rx, List.append(held, text))
end

fn main() do
  let pool = Result.unwrap(Pool.open("sqlite::memory:", 1, 2, 5000))
  let rx = Result.unwrap(Regex.compile(String.repeat("(a{190})", 99)))
  for _ in 0..3 do
    println(rows(pool, 3000))
    println(rows(pool, 3))
    ended(spawn(searches, rx, []))
  end
  println("main goes on")
end
'''

# A text from the peer of path /asks reaches all others, who do not read it, and then comes back.
SOCKETS = '''
fn connected(conn :: Int, path :: String, _headers :: Map<String, String>) -> Int do
  if path != "/asks" do
    let _ = Ws.join(conn, "all")
    let _ = Ws.send(conn, "joined")
    ()
  end
  conn
end

fn message(conn :: Int, text :: String) -> () do
  let failed = Ws.broadcast("all", String.repeat(text, 380000))
  let _ = Ws.send(conn, "#{failed}")
  ()
end

fn closed(_conn :: Int, _code :: Int, _reason :: String) -> () = ()

fn main() do
  Ws.serve(connected, message, closed, Option.unwrap_or(Int.parse(Env.get("PORT", "")), 0))
end
'''

# What one process makes others, or the runtime, remember. Nobody reads it.
REMEMBERED = ENDED + '''
actor deaf do
  Timer.sleep(600000)
  receive do
    n -> println("#{n + 1}")
  end
end

actor messages(to :: Pid<Int>, n :: Int) do
  send(to, n)
  messages(to, n + 1)
end

actor monitors(to :: Pid<Int>) do
  let _ = Process.monitor(to)
  monitors(to)
end

actor timers(to :: Pid<Int>) do
  let _ = Timer.send_after(to, 600000, 1)
  timers(to)
end

actor names(to :: Pid<Int>, n :: Int) do
  let _ = Process.register("name #{n}", to)
  names(to, n + 1)
end

fn main() do
  let d = spawn(deaf)
  case Env.get("KIND", "") do
    "messages" -> ended(spawn(messages, d, 0))
    "monitors" -> ended(spawn(monitors, d))
    "timers" -> ended(spawn(timers, d))
    _ -> ended(spawn(names, d, 0))
  end
  println("main goes on")
  Process.exit(d, "kill")
end
'''


def build(path, source):
    (path / "main.mpl").write_text(source)
    built = subprocess.run([MESHC, "build", path, "-o", path / "program", "--release"], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)


def confined(command):
    """Under the limit, whoever starts it."""
    return ["prlimit", f"--as={ADDRESS_SPACE}", "--", *command]


def work(path):
    build(path, WORK)
    done = subprocess.run(confined([path / "program"]), capture_output=True, text=True, timeout=120,
                          env={**os.environ, "MESH_ACTOR_MAX_HEAP": "8G", "MESH_SCHEDULERS": "2"})
    equal(done.returncode, 0, f"status; {done.stderr[-3000:]}")
    equal(re.sub(r"\t+", " ", done.stdout), 3 * "no rows: SQLITE7 out of memory\n3 rows\n" + "main goes on\n", done.stderr)
    line = next(i for i, text in enumerate(WORK.splitlines(), 1) if "# here" in text)
    places = re.findall(r"\(searches\) crashed: out of memory at main.mpl:(\d+)", done.stderr)
    equal(len(places), 3, f"crashes that say where; {done.stderr}")
    check(str(line) in places, f"a search crashes; {done.stderr}")


def remembered(path):
    build(path, REMEMBERED)
    for kind in ("messages", "monitors", "timers", "names"):
        done = subprocess.run(confined([path / "program"]), capture_output=True, text=True, timeout=120,
                              env={**os.environ, "KIND": kind, "MESH_ACTOR_MAX_HEAP": "8G", "MESH_SCHEDULERS": "2"})
        equal(done.returncode, 0, f"status with {kind}; {done.stderr[-3000:]}")
        equal(done.stdout, "main goes on\n", kind)
        check(f"({kind}) crashed: out of memory at main.mpl:" in done.stderr, f"{kind}; {done.stderr[-3000:]}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def listens(port):
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


def sockets(path):
    build(path, SOCKETS)
    port = free_port()
    server = Program(confined([path / "program"]), {"PORT": str(port), "MESH_ACTOR_MAX_HEAP": "8G", "MESH_SCHEDULERS": "2"})
    wait_for(lambda: listens(port), 60, "the server listens")
    asks = WebSocket(port, "/asks")
    slow = [WebSocket(port, "/slow") for _ in range(SLOW_PEERS)]
    for peer in slow:
        equal(peer.frame()[1], b"joined", "the first frame")
    # What the kernel does not take waits in queues of up to 4 MiB, 130 of which the memory has no room for.
    failed = 0
    for _ in range(8):
        asks.send("slow ")
        failed = int(asks.frame()[1])
        if failed > 0:
            break
    check(failed > 0, "nobody was lost")
    check(server.process.poll() is None, f"the server ended: {server.lines[-20:]}")
    for peer in slow:
        peer.socket.close()
    asks.send("again ")
    asks.frame()
    last = WebSocket(port, "/asks")
    last.send("last ")
    equal(last.frame()[0], 1, "a new peer is answered")
    server.process.terminate()
    equal(server.process.wait(60), 0, f"status; {server.lines[-20:]}")


# The sanitizers keep address space of their own.
if not SANITIZED:
    for part in (work, remembered, sockets):
        with folder() as base:
            part(base)
