"""MESH_LOG_FORMAT=json: every line on standard error is one object, whatever a message holds."""

import json
import os
import re
import subprocess

from world import ENDED, MESHC, check, equal, folder

PROGRAM = r'''
fn fail(text :: String) -> Int do
  let _ = panic(text)
  1
end

actor loud(text :: String) do
  println("#{1 + fail(text)}")

  terminate do
    panic("again")
  end
end

fn deep(n :: Int) -> Int = 1 + deep(n + 1)

actor diver do
  println("#{deep(0)}")
end

supervisor Depot do
  max_restarts: 1

  child loud do
    start: fn -> spawn(loud, "at start") end
  end
end

fn main() do
  ended(spawn(loud, "quotes \" and \\ and\nlines\tand \u{1}\u{7f} and ünïcödé"))
  ended(spawn(loud, String.repeat("long \" ", 5000)))
  ended(spawn(diver))
  ended(spawn(Depot))
  Log.warn("a line of \"its own\"", %{"key" => "value\n"})
  for _ in 0..40 do
    ended(spawn(fn -> panic("often") end))
  end
  panic("main is over")
end
''' + ENDED


def run(path, **env):
    done = subprocess.run([path / "program"], capture_output=True, text=True, timeout=60,
                          env={**os.environ, "MESH_SCHEDULERS": "1", **env})
    equal(done.returncode, 1, "the exit status")
    return done.stderr.splitlines()


with folder() as path:
    (path / "main.mpl").write_text(PROGRAM)
    built = subprocess.run([MESHC, "build", path, "-o", path / "program"], capture_output=True, text=True)
    equal(built.returncode, 0, built.stderr)
    entries = [json.loads(line) for line in run(path, MESH_LOG_FORMAT="json")]
    for entry in entries:
        check(re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", entry["time"]), entry)
    crashes = [entry for entry in entries if "reason" in entry]
    first = crashes[0]
    equal((first["actor"], first["name"], first["file"], first["line"], first["in_terminate"]),
          ("<0.1>", "loud", "main.mpl", 3, False), "the first crash")
    equal(first["reason"], "quotes \" and \\ and\nlines\tand \x01\x7f and ünïcödé", "its reason")
    equal([(frame["function"], frame["line"]) for frame in first["trace"]], [("Main.fail", 3), ("Main.loud", 8)],
          "its trace")
    equal((crashes[1]["in_terminate"], crashes[1]["reason"]), (True, "again"), "the crash in its terminate block")
    check(crashes[2]["reason"].startswith("long \" long \" "), "a long message")
    dive = next(entry for entry in crashes if entry["name"] == "diver")
    equal((dive["reason"], dive["trace"][0]["function"]), ("stack overflow", "Main.deep"), "a stack overflow")
    check(max(frame["times"] for frame in dive["trace"]) > 100, "equal frames are counted")
    equal((crashes[-1]["name"], crashes[-1]["reason"]), ("main", "main is over"), "the last crash")
    messages = [entry["message"] for entry in entries if "message" in entry]
    check(any(text.startswith("supervisor Depot restarted child loud (<0.") for text in messages), messages)
    line = next(entry for entry in entries if "level" in entry)
    equal((line["level"], line["message"], line["fields"]), ("warn", "a line of \"its own\"", {"key": "value\n"}),
          "a line of the program")
    often = sum(entry.get("reason") == "often" for entry in entries)
    left_out = sum(int(text.split()[0]) for text in messages if "were not written" in text)
    check(often >= 10, "ten reports of one kind")
    check(often + left_out >= 40, f"{often} written, {left_out} counted")

    plain = run(path)
    check(any(re.match(r"\[mesh-rt\] actor <0\.1> \(loud\) crashed: quotes", line) for line in plain), plain[:3])
