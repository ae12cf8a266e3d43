"""Any process of the pipeline may crash: the server goes on and the process is found again by name."""

import time

from world import Mesher, check, equal, folder

with folder() as data:
    mesher = Mesher(data, MESHER_TEST_HOOKS=1)
    before = mesher.post({"message": "before"}).json()["id"]
    for name in ["rate_limiter", "event_processor", "writer:1", "mesher_registry", "rate_window", "project_service",
                 "stream_sessions"]:
        equal(mesher.request("POST", f"/__test/crash/{name}").status, 202, f"the crash of {name}")
        started, answer = time.monotonic(), None
        while time.monotonic() - started < 5:
            answer = mesher.post({"message": f"after {name}"})
            if answer.status == 202:
                break
            equal(answer.status, 503, f"an answer while {name} is down")
        equal(answer.status, 202, f"an event after the crash of {name}")
        print(f"{name}: answering after {(time.monotonic() - started) * 1000:.1f} ms")
        child = {"mesher_registry": "pipeline_registry"}.get(name, name)
        mesher.expect(f"restarted child {child}")
    check(mesher.stored(before), "the event from before the crashes")
    equal(mesher.request("POST", "/__test/crash/nobody").status, 404, "an unknown name")
    equal(mesher.stop(), 0, "the exit status after SIGTERM")

with folder() as data:
    mesher = Mesher(data)
    equal(mesher.request("POST", "/__test/crash/rate_limiter").status, 404, "the hook without MESHER_TEST_HOOKS")
    mesher.stop()
