##! Processes and messages, called like the peers' programs: `TEST ARGUMENTS`.

from Calls import calling, big_state
from Failures import failing_calls, crash_storm
from Fair import fair, loops, hoards_beside
from Messages import pingpong, payload, ring, fanin
from Processes import spawning, idle, idle_services, timers
from Restarts import restart, crash_with_heap

fn main() do
  case Env.args() do
    ["spawn", n] -> spawning(number(n))
    ["idle", n] -> idle(number(n))
    ["idleservice", n] -> idle_services(number(n))
    ["pingpong", n] -> pingpong(number(n))
    ["ring", p, n] -> ring(number(p), number(n))
    ["fanin", s, n] -> fanin(number(s), number(n))
    ["payload", k, n] -> payload(number(k), number(n))
    ["call", c, n] -> calling(number(c), number(n))
    ["bigstate", n] -> big_state(number(n))
    ["restart", w, n] -> restart(number(w), number(n))
    ["crashheap", mb, n] -> crash_with_heap(number(mb), number(n))
    ["timers", n] -> timers(number(n))
    ["fair", h, s] -> fair(number(h), number(s))
    ["loops", n, s] -> loops(number(n), number(s))
    ["hoard", n, s] -> hoards_beside(number(n), number(s))
    ["fail", n] -> failing_calls(number(n))
    ["storm", r, s] -> crash_storm(number(r), number(s))
    _ -> IO.eprintln(
      "usage: act spawn|idle|idleservice|pingpong|ring|fanin|payload|call|bigstate|restart|crashheap|timers|fair|loops|hoard|fail|storm N..."
    )
  end
end

fn number(text :: String) -> Int = Option.unwrap_or(String.to_int(text), 0)
