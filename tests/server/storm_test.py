"""A12, A25, A31: endless computations beside an HTTP server, a storm of crashes in the processes of connections, and
one WebSocket connection that several processes write to. STORM_SECONDS makes the storm last (make soak)."""

import base64
import http.client
import os
import re
import socket
import struct
import subprocess
import threading
import time

from world import MESHC, Program, check, equal, folder

SANITIZED = any(word in os.environ["MESH_BUILD"] for word in ("asan", "tsan", "ubsan"))
SECONDS = int(os.environ.get("STORM_SECONDS", "0"))

PROGRAM = '''
fn spin(n :: Int) -> Int do
  if n < 0 do n else spin(Int.bxor(n, 1)) end
end

fn crash(req :: Request) -> Response do
  panic("crash of a handler: #{String.repeat("x", 1000)}")
end

actor writer(conn :: Int, name :: Int, lines :: Int) do
  for n in 0..lines do
    let _ = Ws.send(conn, "#{name}:#{n}:" <> String.repeat("#{name}", 100 + n * 7))
  end
end

fn connected(conn :: Int, path :: String, headers :: Map<String, String>) -> Int = conn

fn heard(conn :: Int, text :: String) do
  for name in 0..4 do
    let _ = spawn(writer, conn, name, 100)
  end
  nil
end

fn gone(conn :: Int, code :: Int, why :: String) do
  println("closed #{code}")
end

fn main() do
  for _ in 0..(Option.unwrap_or(Int.parse(Option.unwrap_or(Env.get("SPINNERS"), "0")), 0)) do
    let _ = spawn(fn -> println("#{spin(1)}") end)
  end
  Ws.serve(connected, heard, gone, 0)
  HTTP.router()
    |> HTTP.on_get("/", fn(_) -> HTTP.response(200, "here") end)
    |> HTTP.on_get("/crash", crash)
    |> HTTP.serve(0)
end
'''


class Server(Program):
    def __init__(self, path, **env):
        super().__init__([path / "program"], env)
        self.port = int(self.expect(r"HTTP server listening on .*:(\d+)$").group(1))
        self.ws_port = int(self.expect(r"WebSocket server listening on .*:(\d+)$").group(1))

    def get(self, path):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request("GET", path)
            return connection.getresponse().read()
        finally:
            connection.close()

    def resident(self):
        text = open(f"/proc/{self.process.pid}/statm").read()
        return int(text.split()[1]) * os.sysconf("SC_PAGESIZE")


def endless_computations(path):
    """Two for each processor: requests are answered, and the program can be stopped."""
    server = Server(path, SPINNERS=str(2 * os.cpu_count()))
    for _ in range(20):
        equal(server.get("/"), b"here", "an answer beside endless computations")
    equal(server.stop(30), 0, "the exit status")


def crash_storm(path):
    server = Server(path)
    crashes = [0] * 4
    stop = threading.Event()

    def storm(number):
        while not stop.is_set():
            equal(server.get("/crash"), b"Internal Server Error", "the answer of a crashed handler")
            crashes[number] += 1

    started = time.monotonic()
    threads = [threading.Thread(target=storm, args=(n,), daemon=True) for n in range(len(crashes))]
    for thread in threads:
        thread.start()
    while sum(crashes) < 500:
        equal(server.get("/"), b"here", "another connection")
    early = server.resident()
    while sum(crashes) < 3000 or time.monotonic() - started < SECONDS:
        equal(server.get("/"), b"here", "another connection")
    stop.set()
    for thread in threads:
        thread.join()
    grown = server.resident() - early
    took = time.monotonic() - started
    # The sanitizers keep freed memory and notes of their own.
    check(SANITIZED or grown < 16 << 20, f"memory after {sum(crashes)} crashes: {grown} bytes more than after 500")
    equal(server.stop(), 0, "the exit status")
    server.reader.join(10)
    reports = server.output().count("crashed: crash of a handler")
    check(1 <= reports <= 10 * (took + 2), f"{reports} reports in {took:.1f} s")
    left_out = sum(map(int, re.findall(r"(\d+) more crashes of this kind were not written", server.output())))
    equal(reports + left_out, sum(crashes), "reported and counted")


def texts(sock):
    """The texts of whole frames of a server."""
    received = bytearray()

    def need(count):
        while len(received) < count:
            more = sock.recv(65536)
            check(more, "the connection stays open")
            received.extend(more)

    while True:
        need(2)
        equal(received[0], 0x81, "the first byte of a frame with a whole text")
        size, at = received[1], 2
        if size == 126:
            need(4)
            size, at = struct.unpack(">H", received[2:4])[0], 4
        check(size < 126 or at == 4, "a short frame")
        need(at + size)
        yield received[at:at + size].decode()
        del received[:at + size]


def one_socket(path):
    server = Server(path)
    with socket.create_connection(("127.0.0.1", server.ws_port), timeout=60) as sock:
        key = base64.b64encode(os.urandom(16)).decode()
        sock.sendall((f"GET / HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += sock.recv(1)
        check(head.startswith(b"HTTP/1.1 101 "), head)
        sock.sendall(b"\x81\x82\0\0\0\0go")
        next_line = [0] * 4
        frames = texts(sock)
        while sum(next_line) < 400:
            name, number, rest = next(frames).split(":")
            equal(int(number), next_line[int(name)], f"the lines of writer {name} in order")
            equal(rest, name * (100 + int(number) * 7), "a whole text of one writer")
            next_line[int(name)] += 1
    equal(server.stop(), 0, "the exit status")


with folder() as path:
    (path / "main.mpl").write_text(PROGRAM)
    built = subprocess.run([MESHC, "build", path, "-o", path / "program"], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)
    one_socket(path)
    endless_computations(path)
    crash_storm(path)
