"""HTTP and WebSocket servers written in Mesh: routing, keep-alive, crashes, closing codes."""

import re
import socket
import struct
import subprocess

from world import MESHC, check, equal, folder, wait_for

PROGRAM = r'''
fn echo(req) -> Response do
  case Json.parse(Request.body(req)) do
    Ok(json) -> HTTP.response(200, Json.encode(json))
    Err(why) -> HTTP.response(400, why)
  end
end

fn seen(req) -> Response do
  HTTP.response(200, "#{Request.header(req, "X-Tag")} #{Request.query(req, "q")} #{Request.param(req, "id")}")
end

fn timed(req :: Request, next :: Fun(Request) -> Response) -> Response do
  let answer = next(req)
  HTTP.response_with_headers(answer.status, answer.body, Map.put(answer.headers, "X-Seen", Request.path(req)))
end

fn connected(conn, path :: String, headers :: Map<String, String>) -> Int do
  let _ = Ws.join(conn, "room:" <> path)
  if Map.has_key(headers, "x-no") do 0 else conn end
end

fn heard(conn, text :: String) do
  if text == "crash" do
    let _ = Ws.send(conn, "#{1 / (String.length(text) - 5)}")
    nil
  else if text == "bye" do
    let _ = Ws.close(conn, 4001, "as asked")
    nil
  else if String.starts_with(text, "all ") do
    let _ = Ws.broadcast_except("room:/feed", text, conn)
    nil
  else
    let _ = Ws.send(conn, text)
    nil
  end
end

fn gone(_conn, code :: Int, why :: String) do
  println("closed #{code} #{why}")
end

fn main() do
  Ws.serve(connected, heard, gone, 0)
  Ws.serve_early(connected, heard, gone, 0)
  HTTP.router()
    |> HTTP.use(timed)
    |> HTTP.on_get("/text", fn(_) -> HTTP.response(200, "some text") end)
    |> HTTP.on_post("/echo", echo)
    |> HTTP.on_get("/seen/:id", seen)
    |> HTTP.on_get("/limited", fn(_) -> HTTP.response_with_headers(429, "", %{"Retry-After" => "60"}) end)
    |> HTTP.on_get("/crash", fn(req) -> HTTP.response(200, "#{1 / String.length(Request.body(req))}") end)
    |> HTTP.serve(0)
end
'''


class Program:
    """The program above, and the ports it says it listens on."""

    def __init__(self, where):
        (where / "main.mpl").write_text(PROGRAM)
        built = subprocess.run([MESHC, "build", where, "-o", where / "program"], capture_output=True, text=True)
        equal(built.returncode, 0, f"build: {built.stdout}{built.stderr}")
        self.out, self.err = where / "out", where / "err"
        with open(self.out, "w") as out, open(self.err, "w") as err:
            self.process = subprocess.Popen([where / "program"], stdout=out, stderr=err)
        wait_for(lambda: len(self.ports()) == 3, 20, "three ports")
        self.ws, self.early, self.http = self.ports()

    def ports(self):
        return [int(port) for port in re.findall(r"listening on \S*:(\d+)", self.err.read_text())]


def ask(connection, text, head_only=False):
    """Sends one request over an open connection; status, fields in lower case, body."""
    connection.sendall(text.replace("\n", "\r\n").encode())
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(1 if head_only else 65536)  # what follows a head alone is left for others
        check(part, f"an answer to {text!r}, got {data!r}")
        data += part
    head, body = data.split(b"\r\n\r\n", 1)
    lines = head.decode().split("\r\n")
    fields = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines[1:])}
    wanted = 0 if head_only else int(fields.get("content-length", "0"))
    while len(body) < wanted:
        body += connection.recv(65536)
    return int(lines[0].split(" ")[1]), fields, body.decode()


def connect(port):
    connection = socket.create_connection(("127.0.0.1", port))
    connection.settimeout(10)
    return connection


def test_http(port):
    one = connect(port)
    status, fields, body = ask(one, "GET /text HTTP/1.1\nHost: h\n\n")
    equal((status, body, fields["x-seen"]), (200, "some text", "/text"), "a plain answer")
    equal(fields["content-type"], "application/json; charset=utf-8", "the default type")
    equal(fields["server"], "mesh", "the server's name")
    status, fields, body = ask(one, "HEAD /text HTTP/1.1\nHost: h\n\n", head_only=True)
    equal((status, fields["content-length"], body), (200, "9", ""), "HEAD")
    status, fields, body = ask(one, "GET /seen/a%20b?q=x+y&q=%7A HTTP/1.1\nHost: h\nx-tag: 1\nX-TAG: 2\n\n")
    equal(body, "Some(1, 2) Some(z) Some(a b)", "header, query and path parameter")
    status, fields, body = ask(one, "GET /limited HTTP/1.1\nHost: h\n\n")
    equal((status, fields["retry-after"]), (429, "60"), "headers of the program")
    status, fields, body = ask(one, "GET /nowhere HTTP/1.1\nHost: h\n\n")
    equal((status, body, fields["x-seen"]), (404, "Not Found", "/nowhere"), "404 through the middleware")
    status, fields, body = ask(one, "PUT /text HTTP/1.1\nHost: h\n\n")
    equal((status, fields["allow"]), (405, "GET, HEAD, OPTIONS"), "405 with Allow")
    status, fields, body = ask(one, "OPTIONS /text HTTP/1.1\nHost: h\n\n")
    equal((status, fields["allow"]), (204, "GET, HEAD, OPTIONS"), "OPTIONS")
    status, fields, body = ask(one, 'POST /echo HTTP/1.1\nHost: h\nContent-Length: 19\n\n{"b": [1, 2.5], "a"')
    equal((status, body), (400, "expected `:` at line 1 column 20"), "an error in JSON")
    text = '{"b":[1,2.5,null],"a":{"c":"\\n"}}'
    status, fields, body = ask(one, f"POST /echo HTTP/1.1\nHost: h\nContent-Length: {len(text)}\n\n{text}")
    equal((status, body), (200, text), "JSON keeps its order")
    crash = connect(port)
    status, fields, body = ask(crash, "GET /crash HTTP/1.1\nHost: h\n\n")
    equal((status, body, fields["connection"]), (500, "Internal Server Error", "close"), "a handler that crashes")
    equal(crash.recv(10), b"", "its connection ends")
    equal(ask(one, "GET /text HTTP/1.1\nHost: h\n\n")[0], 200, "the others live on")


class Peer:
    """A WebSocket client with an all-zero mask."""

    def __init__(self, port, more=""):
        self.socket = connect(port)
        self.status, self.fields, _ = ask(
            self.socket,
            "GET /feed HTTP/1.1\nHost: h\nUpgrade: websocket\nConnection: Upgrade\n"
            f"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n{more}\n", head_only=True)

    def say(self, text):
        data = text.encode()
        self.socket.sendall(bytes([0x81, 0x80 | len(data)]) + bytes(4) + data)

    def take(self, count):
        data = b""
        while len(data) < count:
            part = self.socket.recv(count - len(data))
            check(part, "a whole frame")
            data += part
        return data

    def hear(self):
        """A text, or the code and reason of a close frame."""
        first, length = self.take(2)
        data = self.take(length)
        return (struct.unpack(">H", data[:2])[0], data[2:].decode()) if first & 15 == 8 else data.decode()


def test_websocket(program):
    peer, other = Peer(program.ws), Peer(program.ws)
    equal(peer.status, 101, "the upgrade")
    equal(peer.fields["sec-websocket-accept"], "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", "the accept key")
    peer.say("hello")
    equal(peer.hear(), "hello", "an echo")
    other.say("here")
    equal(other.hear(), "here", "an echo")
    peer.say("all of you")
    equal(other.hear(), "all of you", "a broadcast")
    peer.say("crash")
    equal(peer.hear(), (1011, "internal error"), "a crash in on_message")
    other.say("bye")
    equal(other.hear(), (4001, "as asked"), "closed by the program")
    other.socket.close()
    lost = Peer(program.ws)
    lost.say("x")
    lost.hear()
    lost.socket.close()
    for line in ("closed 1011 internal error", "closed 4001", "closed 1006"):
        wait_for(lambda: line in program.out.read_text(), 20, f"on_close: {line}")
    check("#" not in program.out.read_text(), "interpolation")


def test_refusals(program):
    late = Peer(program.ws, "X-No: 1\n")
    equal((late.status, late.hear()), (101, (1008, "rejected")), "refused after the upgrade")
    equal(Peer(program.early, "X-No: 1\n").status, 401, "refused before the upgrade")
    early = Peer(program.early)
    early.say("hello")
    equal((early.status, early.hear()), (101, "hello"), "accepted before the upgrade")
    plain = connect(program.ws)
    status, fields, body = ask(plain, "GET / HTTP/1.1\nHost: h\n\n")
    equal((status, body), (400, "Bad Request: missing or invalid Upgrade header"), "no handshake")


with folder() as where:
    program = Program(where)
    try:
        test_http(program.http)
        test_websocket(program)
        test_refusals(program)
    finally:
        program.process.kill()
