"""Start-up errors say what is wrong and end with the documented status."""

import os
import socket
import subprocess

from world import MESHER, Mesher, check, equal, folder


def start(**env):
    done = subprocess.run([MESHER], env={**os.environ, **env}, capture_output=True, text=True, timeout=30)
    return done.returncode, done.stdout + done.stderr


with folder() as data:
    status, text = start(MESHER_DATA_DIR=str(data), MESHER_HTTP_PORT="many")
    equal(status, 78, "a bad number")
    check("MESHER_HTTP_PORT is `many`" in text, f"the message names the variable: {text}")
    status, text = start(MESHER_DATA_DIR=str(data), DATABASE_URL="oracle://x")
    equal(status, 78, "an unknown kind of database")

    running = Mesher(data)
    status, text = start(MESHER_DATA_DIR=str(data), MESHER_HTTP_PORT="0", MESHER_WS_PORT="0")
    equal(status, 73, "a data directory that is in use")
    running.stop()
    equal(oct((data / "first-run.txt").stat().st_mode & 0o777), "0o600", "first-run.txt is private")

with folder() as data, socket.socket() as taken:
    taken.bind(("0.0.0.0", 0))
    taken.listen()
    port = str(taken.getsockname()[1])
    status, text = start(MESHER_DATA_DIR=str(data), MESHER_HTTP_PORT=port, MESHER_WS_PORT="0")
    equal(status, 69, f"a port that is taken: {text}")
