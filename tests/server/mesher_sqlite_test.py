"""Mesher on embedded SQLite."""

import ingest
from world import Mesher, equal, folder

with folder() as data:
    mesher = Mesher(data)
    for line in ["Opening SQLite database", "Schema created/verified", r"Partitions created \(7 days ahead\)",
                 "OrgService started", "ProjectService started", "UserService started", "Ingestion supervisor started",
                 r"RateLimiter started \(60s window, 1000 max\)", r"Rate window ticker started \(60s interval\)",
                 "EventProcessor started", r"StorageWriter started \(default project\)", "Foundation ready",
                 "WebSocket server starting on", "HTTP server starting on",
                 r"Project default is ready. DSN: http://[0-9a-f]{32}@localhost:8?\d+/1"]:
        mesher.expect(r"^\[Mesher\] " + line)
    ingest.everything(mesher)
    equal(mesher.stop(), 0, "the exit status after SIGTERM")
    second = Mesher(data)
    equal(second.find("Project default is ready"), None, "the second start makes no key")
    second.stop()

with folder() as data:
    ingest.survives_kill(data)

with folder() as data:
    ingest.rate_limit(data)

with folder() as data:
    ingest.windows(data)
