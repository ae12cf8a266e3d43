"""Mesher on PostgreSQL, also while the server is away."""

import datetime

import ingest
from world import Mesher, check, equal, folder, postgres, wait_for

with postgres() as server, folder() as data:
    mesher = Mesher(data, DATABASE_URL=server.url)
    mesher.expect(r"^\[Mesher\] Connecting to PostgreSQL\.\.\.$")
    ingest.everything(mesher)

    partitions = server.query("SELECT count(*) FROM pg_inherits WHERE inhparent = 'events'::regclass")
    equal(partitions, "8", "partitions from today to today + 7")
    today = datetime.datetime.now(datetime.timezone.utc).strftime("events_%Y%m%d")
    check(int(server.query(f"SELECT count(*) FROM {today}")) > 0, "events lie in today's partition")

    server.stop()
    away = mesher.post({"message": "while the database is away"})
    equal((away.status, "Retry-After" in away.headers), (503, True), "an event while the database is away")
    check(mesher.process.poll() is None, "the server lives on")
    equal(mesher.request("GET", "/health").status, 200, "health without a database")
    server.start()
    wait_for(lambda: mesher.post({"message": "back"}).status == 202, 15, "events are accepted again")
    equal(mesher.stop(), 0, "the exit status after SIGTERM")

with postgres() as server, folder() as data:
    ingest.survives_kill(data, DATABASE_URL=server.url)
    server.query("TRUNCATE events")

with postgres() as server, folder() as data:
    server.stop()
    mesher = Mesher(data, DATABASE_URL=server.url)
    mesher.expect("Failed to connect to PostgreSQL")
    equal(mesher.post({"message": "too early"}).status, 503, "an event before the database is up")
    server.start()
    wait_for(lambda: mesher.post({"message": "now"}).status == 202, 20, "events are accepted once it is up")
    mesher.stop()
