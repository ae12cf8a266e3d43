"""What Mesher must do with events whatever database is behind it; run by the tests of each database."""

import json
import uuid

from world import KEY, Mesher, WebSocket, check, equal, wait_for


def single_events(mesher):
    answer = mesher.post({"message": "boom", "level": "error"})
    equal((answer.status, answer.reason), (202, "Accepted"), "a good event")
    body = answer.json()
    equal(body["status"], "accepted", "its status")
    check(len(body["id"]) == 32, f"its id: {body}")
    stored = mesher.stored(body["id"])
    equal((stored["message"], stored["level"], stored["event_id"]), ("boom", "error", body["id"]), "what is stored")
    bearer = mesher.post({"message": "by bearer"}, key=None, headers={"Authorization": f"Bearer {KEY}"})
    equal(bearer.status, 202, "Authorization: Bearer")
    sentry = mesher.post({"message": "by sentry header"}, key=None,
                         headers={"X-Sentry-Auth": f"Sentry sentry_version=7, sentry_key={KEY}"})
    equal(sentry.status, 202, "the Sentry form of the header")


def repeated_event(mesher):
    event = {"event_id": str(uuid.uuid4()), "message": "again"}
    first, second = mesher.post(event), mesher.post(event)
    equal((first.status, second.status), (202, 202), "the same event twice")
    equal(second.json(), {**first.json(), "duplicate": True}, "the second answer")


def odd_text(mesher):
    """Quotes, control characters, emoji and injections come back as they were."""
    for text in ['"quoted" \\ back', "tab\tnewline\n", "emoji \U0001F4A5", "'; DROP TABLE events; --", "</script>",
                 "\u202e right to left", "#{interpolated}", "%s %d $1 ?"]:
        answer = mesher.post({"message": text, "tags": {"k": text}, "release": text})
        equal(answer.status, 202, f"the text {text!r}")
        equal(mesher.stored(answer.json()["id"])["message"], text, "the stored text")


def refusals(mesher):
    equal(mesher.post({"message": "x"}, key="f" * 32).status, 401, "a wrong key")
    equal(mesher.post({"message": "x"}, key=None).body, b'{"error":"unauthorized"}', "no key")
    two = mesher.post({"message": "x"}, headers={"Authorization": "Bearer " + "e" * 32})
    equal(two.status, 401, "two keys that differ")
    for body, error in [("", "empty request body"), ("{", "invalid JSON"), ("[]", "expected an object"),
                        ('"x"', "expected an object"), ("null", "expected an object"),
                        (b'{"message":"\xff"}', "invalid UTF-8"), ("{}", "missing required field"),
                        ('{"message":""}', "missing required field"), ('{"message":"m","level":"loud"}', "invalid level"),
                        ('{"message":"m","level":5}', "invalid level"), ('{"message":"m","event_id":"zz"}', "invalid event_id"),
                        ('{"message":"m","timestamp":"yesterday"}', "invalid timestamp"),
                        ('{"message":"m","tags":[1,2]}', "invalid tags"), ("[" * 10000, "JSON too deep")]:
        answer = mesher.post(body)
        equal((answer.status, answer.json()["error"]), (400, error), f"the body {body[:40]!r}")
    equal(mesher.post('{"message":""}').json()["field"], "message", "the field that is missing")
    method = mesher.request("DELETE", "/api/v1/events")
    equal((method.status, method.headers["Allow"] is not None), (405, True), "another method")
    equal(mesher.request("GET", "/nowhere").status, 404, "an unknown route")
    coded = mesher.post({"message": "x"}, headers={"Content-Encoding": "foo"})
    equal(coded.status, 415, "an unknown content encoding")


def sizes(mesher):
    frame = '{"message":"%s"}'
    exact = frame % ("x" * (1048576 - len(frame) + 2))
    equal(len(exact), 1048576, "the size of the test's own body")
    equal(mesher.post(exact).status, 202, "a body of exactly the limit")
    over = mesher.post(frame % ("x" * 1048576))
    equal((over.status, over.body), (400, b'{"error":"payload too large"}'), "a body over the limit")
    bulk = mesher.bulk('[{"message":"' + "x" * 5242880 + '"}]')
    equal((bulk.status, bulk.body), (400, b'{"error":"payload too large"}'), "a bulk over the limit")
    many = mesher.bulk([{"message": "m"}] * 1001)
    equal((many.status, many.json()["error"]), (400, "too many events in bulk request"), "1,001 elements")


def bulks(mesher):
    answer = mesher.bulk([{"message": "one"}, {"oops": 1}, {"message": "three"}])
    equal(answer.status, 202, "a bulk of three with one bad element")
    body = answer.json()
    equal((body["accepted"], body["rejected"]), (2, 1), "its counts")
    equal([r["status"] for r in body["results"]], ["accepted", "rejected", "accepted"], "its results")
    equal([r["index"] for r in body["results"]], [0, 1, 2], "their indices")
    equal((body["results"][1]["error"], body["results"][1]["field"]), ("missing required field", "message"), "why")
    for i in (0, 2):
        check(mesher.stored(body["results"][i]["id"]), f"element {i} is stored")
    none = mesher.bulk([{"oops": 1}, 5])
    equal((none.status, none.json()["error"]), (400, "no valid events"), "a bulk without a good element")
    equal(none.json()["results"][1]["error"], "expected an object", "an element that is a number")
    equal(mesher.bulk("{}").json()["error"], "expected an array", "an object as bulk")
    equal(mesher.bulk("[]").json()["error"], "empty array", "an empty bulk")
    same = str(uuid.uuid4())
    twice = mesher.bulk([{"event_id": same, "message": "a"}, {"event_id": same, "message": "b"}]).json()
    equal([r.get("duplicate", False) for r in twice["results"]], [False, True], "one id twice in a bulk")


def websocket(mesher):
    client = WebSocket(mesher.ws_port, f"/ingest?sentry_key={KEY}")
    equal(client.status, 101, "the handshake")
    client.send(json.dumps({"message": "streamed"}))
    answer = client.receive()
    equal(answer["status"], "accepted", "the acknowledgement")
    equal(mesher.stored(answer["id"])["message"], "streamed", "what is stored")
    client.send("{")
    equal(client.receive()["error"], "invalid JSON", "a bad message")
    client.send(json.dumps([{"message": "a"}, {"b": 1}]))
    equal([r["status"] for r in client.receive()["results"]], ["accepted", "rejected"], "an array")
    client.send(b"\x03\xe8", opcode=8)
    equal(client.close_code(), 1000, "the echo of the close")
    header = WebSocket(mesher.ws_port, "/", {"x-sentry-auth": KEY})
    header.send(json.dumps({"message": "key in a header"}))
    equal(header.receive()["status"], "accepted", "a key in a header")
    refused = WebSocket(mesher.ws_port, "/ingest?sentry_key=" + "f" * 32)
    equal(refused.status, 401, "a wrong key is refused before the upgrade")


def survives_kill(data, **env):
    """An acknowledged event is there after kill -9 and a restart."""
    mesher = Mesher(data, **env)
    ids = [mesher.post({"message": f"before the kill {i}"}).json()["id"] for i in range(20)]
    mesher.kill()
    again = Mesher(data, **env)
    for event_id in ids:
        check(again.stored(event_id), f"event {event_id} after kill -9")
    equal(again.post({"message": "after"}).status, 202, "the next event")
    equal(again.stop(), 0, "the exit status after SIGTERM")


def rate_limit(data, **env):
    """The 1,001st request of a window is refused."""
    mesher = Mesher(data, **env)
    import http.client
    connection = http.client.HTTPConnection("127.0.0.1", mesher.port, timeout=30)
    for i in range(1001):
        connection.request("POST", "/api/v1/events", '{"message":"m"}', {"x-sentry-auth": KEY})
        answer = connection.getresponse()
        body = answer.read()
        expected = 202 if i < 1000 else 429
        equal(answer.status, expected, f"request {i + 1}")
    equal((answer.reason, answer.headers["Retry-After"], body), ("Too Many Requests", "60", b'{"error":"rate limited"}'),
          "the refusal")
    mesher.stop()


def windows(data, **env):
    """The window ends by itself; a project over its limit is let in again."""
    mesher = Mesher(data, MESHER_RATE_LIMIT_WINDOW_SECONDS=1, MESHER_RATE_LIMIT_MAX_EVENTS=3, **env)
    wait_for(lambda: mesher.post({"message": "m"}).status == 429, 20, "the limit is reached")
    refused = mesher.post({"message": "m"})
    if refused.status == 429:
        equal(refused.headers["Retry-After"], "1", "Retry-After is the window")
    wait_for(lambda: mesher.post({"message": "m"}).status == 202, 20, "the next window is open")
    mesher.stop()


def everything(mesher):
    for part in (single_events, repeated_event, odd_text, refusals, sizes, bulks, websocket):
        part(mesher)
