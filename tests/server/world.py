"""What the server tests share: starting Mesher and PostgreSQL, speaking HTTP and WebSocket to them."""

import atexit
import base64
import contextlib
import http.client
import json
import os
import pathlib
import pwd
import re
import shutil
import signal
import socket
import struct
import subprocess
import tempfile
import threading
import time

BUILD = pathlib.Path(os.environ.get("MESH_BUILD", "build")).resolve()
MESHER = BUILD / "bin" / "mesher"
MESHC = BUILD / "bin" / "meshc"
KEY = "0123456789abcdef0123456789abcdef"

# For the programs that tests carry: waits until a process is gone.
ENDED = """
fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end
"""


def check(condition, text):
    """Ends the test with `text` unless the condition holds."""
    if not condition:
        raise SystemExit(f"FAILED: {text}")


def equal(found, expected, what):
    check(found == expected, f"{what}: found {found!r}, expected {expected!r}")


def wait_for(condition, seconds, what):
    """Waits until the condition holds; a generous bound, since timing decides no test."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if condition():
            return
        time.sleep(0.01)
    raise SystemExit(f"FAILED: {what} within {seconds} s")


@contextlib.contextmanager
def folder():
    path = tempfile.mkdtemp(prefix="mesher-test-")
    try:
        yield pathlib.Path(path)
    finally:
        shutil.rmtree(path, ignore_errors=True)


class Program:
    """A started program whose output is collected; it does not outlive the test, however that ends."""

    def __init__(self, command, env, cwd=None):
        self.lines = []
        self.process = subprocess.Popen([str(c) for c in command], env={**os.environ, **env}, cwd=cwd,
                                        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                        errors="replace")
        atexit.register(self.process.kill)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.lines.append(line.rstrip("\n"))

    def output(self):
        return "\n".join(self.lines)

    def find(self, pattern):
        """The first match of a regular expression in what was printed so far."""
        return re.search(pattern, self.output(), re.M)

    def expect(self, pattern, seconds=30):
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            match = self.find(pattern)
            if match:
                return match
            if self.process.poll() is not None:
                self.reader.join(1)
                match = self.find(pattern)
                if match:
                    return match
                break
            time.sleep(0.005)
        raise SystemExit(f"FAILED: no line /{pattern}/; exit status {self.process.poll()}; output:\n{self.output()}")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self, seconds=15):
        """SIGTERM; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            raise SystemExit(f"FAILED: did not stop within {seconds} s; output:\n{self.output()}")


class Mesher(Program):
    """Mesher on free ports."""

    def __init__(self, data, **env):
        settings = {"MESHER_DATA_DIR": str(data), "MESHER_HTTP_PORT": "0", "MESHER_WS_PORT": "0",
                    "MESHER_BOOTSTRAP": f"key={KEY}", **{k: str(v) for k, v in env.items()}}
        super().__init__([MESHER], settings)
        self.port = int(self.expect(r"HTTP server listening on .*:(\d+)$").group(1))
        self.ws_port = int(self.expect(r"WebSocket server listening on .*:(\d+)$").group(1))

    def request(self, method, path, body=None, headers=None, key=KEY, timeout=30):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            fields = dict(headers or {})
            if key:
                fields.setdefault("x-sentry-auth", key)
            connection.request(method, path, body, fields)
            response = connection.getresponse()
            return Answer(response, response.read())
        finally:
            connection.close()

    def post(self, event, **options):
        body = event if isinstance(event, (str, bytes)) else json.dumps(event)
        return self.request("POST", "/api/v1/events", body, **options)

    def bulk(self, events, **options):
        body = events if isinstance(events, (str, bytes)) else json.dumps(events)
        return self.request("POST", "/api/v1/events/bulk", body, **options)

    def stored(self, event_id):
        """The stored event, or None."""
        answer = self.request("GET", f"/api/v1/events/{event_id}")
        return answer.json()["event"] if answer.status == 200 else None


class Answer:
    def __init__(self, response, body):
        self.status, self.reason, self.headers, self.body = response.status, response.reason, response.headers, body

    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.reason} {self.body[:300]!r}"


class WebSocket:
    """A client that shows every frame, for well-formed and hostile talk alike."""

    def __init__(self, port, path="/ingest", headers=None):
        self.socket = socket.create_connection(("127.0.0.1", port), 30)
        nonce = base64.b64encode(os.urandom(16)).decode()
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Upgrade: websocket", "Connection: Upgrade",
                 f"Sec-WebSocket-Key: {nonce}", "Sec-WebSocket-Version: 13"]
        lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
        self.socket.sendall(("\r\n".join(lines) + "\r\n\r\n").encode())
        self.buffer = b""
        while b"\r\n\r\n" not in self.buffer:
            self.more()
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        self.status = int(head.split()[1])

    def more(self):
        piece = self.socket.recv(65536)
        if not piece:
            raise EOFError("the server closed the connection")
        self.buffer += piece

    def send(self, text, opcode=1):
        payload = text.encode() if isinstance(text, str) else text
        mask = os.urandom(4)
        if len(payload) < 126:
            head = struct.pack("!BB", 0x80 | opcode, 0x80 | len(payload))
        elif len(payload) < 65536:
            head = struct.pack("!BBH", 0x80 | opcode, 0x80 | 126, len(payload))
        else:
            head = struct.pack("!BBQ", 0x80 | opcode, 0x80 | 127, len(payload))
        masked = bytes(b ^ mask[i % 4] for i, b in enumerate(payload))
        self.socket.sendall(head + mask + masked)

    def frame(self):
        """The next frame: opcode and payload."""
        while len(self.buffer) < 2:
            self.more()
        opcode, length, at = self.buffer[0] & 15, self.buffer[1] & 127, 2
        if length >= 126:
            size = 2 if length == 126 else 8
            while len(self.buffer) < at + size:
                self.more()
            length = int.from_bytes(self.buffer[at:at + size], "big")
            at += size
        while len(self.buffer) < at + length:
            self.more()
        payload, self.buffer = self.buffer[at:at + length], self.buffer[at + length:]
        return opcode, payload

    def receive(self):
        """The next text message as JSON; pings are passed over."""
        while True:
            opcode, payload = self.frame()
            if opcode == 1:
                return json.loads(payload)
            check(opcode == 9, f"unexpected frame: opcode {opcode}, {payload!r}")

    def close_code(self):
        """Waits for the server's close frame; its code."""
        while True:
            opcode, payload = self.frame()
            if opcode == 8:
                return int.from_bytes(payload[:2], "big") if payload else 1005


class Postgres:
    """A cluster of its own in a temporary folder, reached through a socket there and a free port."""

    def __init__(self, base):
        self.base = pathlib.Path(base)
        self.bin = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin"))[-1]
        self.data = self.base / "data"
        self.user = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
        if os.getuid() == 0:
            os.chmod(self.base, 0o755)
            shutil.chown(self.base, "postgres")
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.run("initdb", "-D", self.data, "-A", "trust", "-E", "UTF8", "--locale=C", "-U", self.user, "-N")
        self.url = f"postgres://{self.user}@127.0.0.1:{self.port}/postgres"
        self.start()

    def run(self, tool, *arguments):
        command = [str(self.bin / tool), *map(str, arguments)]
        if os.getuid() == 0:
            command = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups", *command]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self.base)
        check(done.returncode == 0, f"{tool}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.base}"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", self.base / "log", "-o", options, "start")

    def stop(self, mode="immediate"):
        self.run("pg_ctl", "-D", self.data, "-w", "-m", mode, "stop")

    def query(self, sql):
        return self.run("psql", "-h", "127.0.0.1", "-p", self.port, "-U", self.user, "-At", "-c", sql,
                        "postgres").strip()


@contextlib.contextmanager
def postgres():
    with folder() as base:
        server = Postgres(base)
        try:
            yield server
        finally:
            with contextlib.suppress(SystemExit):
                server.stop()
