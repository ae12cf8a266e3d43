"""A21: a process that is killed inside a database call or while it reads from a socket ends at once; its connection
is rolled back and goes back to the pool."""

import http.client
import os
import subprocess
import time

from world import ENDED, MESHC, Program, check, equal, folder, postgres, wait_for

DATABASE = '''
fn run(conn :: DbConnection, sql :: String) -> () do
  let _ = Result.unwrap(Pool.execute_on(conn, sql, []))
end

actor in_a_call(pool :: PoolHandle, endless :: String) do
  let conn = Result.unwrap(Pool.checkout(pool))
  run(conn, "BEGIN")
  run(conn, "INSERT INTO kept VALUES ('of the dead')")
  let _ = Process.register("in a call", self())
  run(conn, endless)
end

actor in_a_transaction(pool :: PoolHandle, endless :: String) do
  let _ = Pool.transaction(pool, fn conn -> endless_inside(conn, endless) end)
end

fn endless_inside(conn :: DbConnection, endless :: String) -> Int!String do
  let _ = Pool.execute_on(conn, "INSERT INTO kept VALUES ('of the dead too')", [])?
  registered("who")
  let _ = Process.register("in a transaction", Process.whereis("who"))
  Pool.execute_on(conn, endless, [])
end

# Until it is inside, and then for as long as the call needs to be under way.
fn registered(name :: String) -> () do
  if Process.lookup(name) == None do
    Timer.sleep(1)
    registered(name)
  end
end

fn killed(pid :: Pid) -> () do
  Timer.sleep(300)
  let before = Clock.monotonic_ms()
  Process.exit(pid, "kill")
  ended(pid)
  println("ended after #{Clock.monotonic_ms() - before} ms")
end

fn shown(pool :: PoolHandle) -> () do
  let before = Clock.monotonic_ms()
  println("#{Pool.query(pool, "SELECT * FROM kept", [])}")
  println("back after #{Clock.monotonic_ms() - before} ms")
end

fn endless(pool :: PoolHandle) -> String do
  if Pool.dialect(pool) == "postgres" do
    "SELECT pg_sleep(600)"
  else
    "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) FROM c"
  end
end

fn main() do
  let pool = Result.unwrap(Pool.open(Option.unwrap(Env.get("URL")), 1, 1, 60000))
  let _ = Result.unwrap(Pool.execute(pool, "CREATE TABLE kept (text TEXT)", []))
  let _ = Result.unwrap(Pool.execute(pool, "INSERT INTO kept VALUES ('of the living')", []))
  for _ in 0..3 do
    let pid = spawn(in_a_call, pool, endless(pool))
    registered("in a call")
    killed(pid)
    shown(pool)
    let other = spawn(in_a_transaction, pool, endless(pool))
    let _ = Process.register("who", other)
    registered("in a transaction")
    killed(other)
    shown(pool)
  end
  Pool.close(pool)
end
''' + ENDED

SOCKET = '''
fn named(pid :: Pid) -> Response do
  let _ = Process.register("reader", pid)
  HTTP.response(200, "named")
end

fn killed() -> Response do
  Process.exit(Process.whereis("reader"), "kill")
  HTTP.response(200, "killed")
end

# In a handler self() is the process of the connection.
actor server do
  HTTP.router()
    |> HTTP.on_get("/name", fn(_) -> named(self()) end)
    |> HTTP.on_get("/kill", fn(_) -> killed() end)
    |> HTTP.serve(0)
end

fn main() do
  let _ = spawn(server)
end
'''


def build(path, source):
    (path / "main.mpl").write_text(source)
    built = subprocess.run([MESHC, "build", path, "-o", path / "program"], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)


def database(url):
    with folder() as path:
        build(path, DATABASE)
        done = subprocess.run([path / "program"], capture_output=True, text=True, timeout=60, cwd=path,
                              env={**os.environ, "URL": url})
        equal(done.returncode, 0, f"status on {url}: {done.stdout}{done.stderr}")
        lines = done.stdout.splitlines()
        equal(len(lines), 18, f"lines: {done.stdout}{done.stderr}")
        for end, rows, back in zip(lines[0::3], lines[1::3], lines[2::3]):
            # The statements would take ten minutes, or for ever.
            check(int(end.split()[2]) < 20000 and int(back.split()[2]) < 20000, done.stdout)
            equal(rows, "Ok([%{text => of the living}])", f"what is left on {url}")


def reader():
    """A connection's process waits for the next request on its socket."""
    with folder() as path:
        build(path, SOCKET)
        program = Program([path / "program"], {})
        port = int(program.expect(r"HTTP server listening on .*:(\d+)$").group(1))
        for _ in range(20):
            idle, other = (http.client.HTTPConnection("127.0.0.1", port, timeout=60) for _ in range(2))
            idle.request("GET", "/name")
            equal(idle.getresponse().read(), b"named", "the first answer")
            started = time.monotonic()
            other.request("GET", "/kill")
            equal(other.getresponse().read(), b"killed", "the other connection")
            equal(idle.sock.recv(1), b"", "the killed one's socket")
            check(time.monotonic() - started < 20, "closed at once, not after the idle time")
            idle.close()
            other.close()
        equal(program.stop(), 0, "the exit status")


database("sqlite:kept.db")
with postgres() as server:
    database(server.url)
    # The statements are not left to run to their end on the server.
    wait_for(lambda: server.query("SELECT count(*) FROM pg_stat_activity WHERE state = 'active' "
                                  "AND query LIKE 'SELECT pg_sleep%'") == "0", 30, "no statement goes on")
reader()
