# A model of actors, driven by random commands. What each command does to the real actors is compared with what a
# plain sequential model says: who lives, who is told of what, who owns which name, which children a supervisor
# has started anew. Between two commands the simulated clock jumps until nothing moves any more; within one, the
# schedule is the seed's. `MODEL_COMMANDS` says how many.

from Subject import Order, subject, Log
from Trees import Forest, start_forest, disturb

struct Mind do
  pid :: Pid<Order>
  traps :: Bool
  links :: List<Int>
  watches :: List<(Int, Int)>
end

struct World do
  log :: Pid
  live :: Map<Int, Mind>
  dead :: List<(Int, Pid<Order>)>
  next :: Int
  names :: Map<String, Int>
  forest :: Forest
end

struct End do
  id :: Int
  reason :: String
  abnormal :: Bool
end

struct Outcome do
  world :: World
  gone :: List<Int>
  events :: List<String>
end

let MOST = 8
let SETTLE_MS = 30

# ---- What the model says ----

fn knows(w :: World, id :: Int) -> Bool = Map.has_key(w.live, id)

fn mind(w :: World, id :: Int) -> Mind do
  case Map.get_opt(w.live, id) do
    Some(m) -> m
    None -> panic("no mind #{id}")
  end
end

fn change(w :: World, id :: Int, m :: Mind) -> World = %{w | live: Map.put(w.live, id, m)}

fn forget_link(w :: World, id :: Int, other :: Int) -> World do
  if knows(w, id) do
    let m = mind(w, id)
    change(w, id, %{m | links: List.reject(m.links, fn l -> l == other end)})
  else
    w
  end
end

# Ends all of `ends`, and whoever is drawn along.
fn ending(o :: Outcome, ends :: List<End>) -> Outcome do
  case List.head_opt(ends) do
    None -> o
    Some(e) -> if knows(o.world, e.id) do ending_one(o, e, List.drop(ends, 1)) else ending(o, List.drop(ends, 1)) end
  end
end

fn ending_one(o :: Outcome, e :: End, later :: List<End>) -> Outcome do
  let m = mind(o.world, e.id)
  let without = %{o.world | live: Map.delete(o.world.live, e.id),
    dead: List.take(List.prepend(o.world.dead, (e.id, m.pid)), 5),
    names: Map.reject(o.world.names, fn _, id -> id == e.id end)}
  let linked = List.filter(m.links, fn id -> knows(without, id) end)
  let unlinked = List.reduce(linked, without, fn w, id -> forget_link(w, id, e.id) end)
  let told = for id in linked when mind(unlinked, id).traps do "#{id} exit #{m.pid} #{e.reason}" end
  let drawn = for id in linked when e.abnormal && !mind(unlinked, id).traps do End { id: id, reason: e.reason, abnormal: true } end
  let (world, downs) = tell_watchers(unlinked, e, m.pid)
  ending(Outcome { world: world, gone: List.append(o.gone, e.id), events: o.events ++ told ++ downs }, later ++ drawn)
end

fn tell_watchers(w :: World, e :: End, pid :: Pid<Order>) -> (World, List<String>) do
  List.reduce(Map.to_list(w.live), (w, []), fn acc, entry ->
    let (world, events) = acc
    let (id, m) = entry
    let due = List.filter(m.watches, fn x -> Tuple.second(x) == e.id end)
    let rest = List.reject(m.watches, fn x -> Tuple.second(x) == e.id end)
    (change(world, id, %{m | watches: rest}), events ++ List.map(due, fn x -> "#{id} down #{Tuple.first(x)} #{pid} #{e.reason}" end))
  end)
end

fn ends(w :: World, id :: Int, reason :: String, abnormal :: Bool) -> Outcome do
  ending(nothing(w), [End { id: id, reason: reason, abnormal: abnormal }])
end

fn nothing(w :: World) -> Outcome = Outcome { world: w, gone: [], events: [] }
fn tells(w :: World, event :: String) -> Outcome = Outcome { world: w, gone: [], events: [event] }

# ---- Comparing ----

fn settle() do
  Timer.sleep(SETTLE_MS)
end

fn of_the_gone(event :: String, gone :: List<Int>) -> Bool do
  List.any(gone, fn id -> String.starts_with(event, "#{id} ") end)
end

# Who ended may or may not have heard something before.
fn compare(what :: String, o :: Outcome) -> World do
  settle()
  let seen = List.sort(List.reject(Log.take(o.world.log), fn e -> of_the_gone(e, o.gone) end))
  let expected = List.sort(List.reject(o.events, fn e -> of_the_gone(e, o.gone) end))
  if seen != expected do
    panic("#{what}: the model says #{expected}, but it was #{seen}")
  end
  Map.each(o.world.live, fn id, m -> if !Process.alive(m.pid) do panic("#{what}: #{id} is dead") end end)
  List.each(o.world.dead, fn d -> if Process.alive(Tuple.second(d)) do panic("#{what}: #{Tuple.first(d)} is alive") end end)
  o.world
end

# ---- Commands ----

fn one_of(w :: World) -> Int = Option.unwrap(Random.pick(Map.keys(w.live)))

# Somebody, who may have ended.
fn anybody(w :: World) -> (Int, Pid<Order>) do
  if Random.int(0, 5) == 0 && List.length(w.dead) > 0 do
    Option.unwrap(Random.pick(w.dead))
  else
    let id = one_of(w)
    (id, mind(w, id).pid)
  end
end

fn newborn(w :: World, pid :: Pid<Order>, links :: List<Int>) -> World do
  let m = Mind { pid: pid, traps: false, links: links, watches: [] }
  change(%{w | next: w.next + 1}, w.next, m)
end

fn start(w :: World) -> World do
  compare("start #{w.next}", nothing(newborn(w, spawn(subject, w.log, w.next, []), [])))
end

fn start_linked(w :: World, a :: Int) -> World do
  let id = w.next
  send(mind(w, a).pid, Bear(id, self_name(id)))
  settle()
  let pid :: Pid<Order> = Process.whereis(self_name(id))
  let m = mind(w, a)
  let born = newborn(change(w, a, %{m | links: List.append(m.links, id)}), pid, [a])
  if Process.unregister(self_name(id)) != 0 do panic("#{id} has no name") end
  compare("#{a} bears #{id}", nothing(born))
end

fn self_name(id :: Int) -> String = "subject #{id}"

fn link_to(w :: World, a :: Int) -> World do
  let (b, pid) = anybody(w)
  send(mind(w, a).pid, Link(pid))
  let what = "link #{a} #{b}"
  if a == b do
    compare(what, nothing(w))
  else if !knows(w, b) do
    if mind(w, a).traps do compare(what, tells(w, "#{a} exit #{pid} noproc")) else compare(what, ends(w, a, "noproc", true)) end
  else
    let one = forget_link(forget_link(w, a, b), b, a)
    let m = mind(one, a)
    let n = mind(one, b)
    let both = change(change(one, a, %{m | links: List.append(m.links, b)}), b, %{n | links: List.append(n.links, a)})
    compare(what, nothing(both))
  end
end

fn unlink_from(w :: World, a :: Int) -> World do
  let (b, pid) = anybody(w)
  send(mind(w, a).pid, Unlink(pid))
  compare("unlink #{a} #{b}", nothing(forget_link(forget_link(w, a, b), b, a)))
end

fn watch(w :: World, a :: Int) -> World do
  let (b, pid) = anybody(w)
  let tag = w.next
  let counted = %{w | next: w.next + 1}
  send(mind(w, a).pid, Watch(pid, tag))
  let m = mind(w, a)
  let what = "watch #{a} #{b}"
  if a == b do
    compare(what, nothing(change(counted, a, %{m | watches: List.append(m.watches, (tag, b))})))
  else if knows(w, b) do
    compare(what, nothing(change(counted, a, %{m | watches: List.append(m.watches, (tag, b))})))
  else
    compare(what, tells(counted, "#{a} down #{tag} #{pid} noproc"))
  end
end

fn unwatch(w :: World, a :: Int) -> World do
  let m = mind(w, a)
  case Random.pick(m.watches) do
    None -> w
    Some(x) -> do
      send(m.pid, Unwatch(Tuple.first(x)))
      compare("unwatch #{a} #{Tuple.first(x)}", nothing(change(w, a, %{m | watches: List.reject(m.watches, fn y -> Tuple.first(y) == Tuple.first(x) end)})))
    end
  end
end

fn trapping(w :: World, a :: Int) -> World do
  let on = Random.bool()
  let m = mind(w, a)
  send(m.pid, Trap(on))
  compare("trap #{a} #{on}", nothing(change(w, a, %{m | traps: on})))
end

fn exit_sent(w :: World, a :: Int) -> World do
  let (b, pid) = anybody(w)
  let reason = Option.unwrap(Random.pick(["normal", "shutdown", "kill", "boom"]))
  send(mind(w, a).pid, Exit_(pid, reason))
  let what = "exit #{a} #{b} #{reason}"
  if !knows(w, b) do
    compare(what, nothing(w))
  else if reason == "kill" do
    compare(what, ends(w, b, "killed", true))
  else if a == b do
    compare(what, ends(w, b, reason, reason == "boom"))
  else if mind(w, b).traps do
    compare(what, tells(w, "#{b} exit #{mind(w, a).pid} #{reason}"))
  else if reason == "normal" do
    compare(what, nothing(w))
  else
    compare(what, ends(w, b, reason, reason == "boom"))
  end
end

fn crash(w :: World, a :: Int) -> World do
  send(mind(w, a).pid, Crash("crash of #{a}"))
  compare("crash #{a}", ends(w, a, "crash of #{a}", true))
end

fn finish(w :: World, a :: Int) -> World do
  send(mind(w, a).pid, Finish)
  compare("finish #{a}", ends(w, a, "normal", false))
end

fn note(w :: World, a :: Int) -> World do
  send(mind(w, a).pid, Note(w.next))
  compare("note #{a}", tells(%{w | next: w.next + 1}, "#{a} note #{w.next}"))
end

fn register(w :: World, a :: Int) -> World do
  let name = "name #{Random.int(0, 5)}"
  let done = Process.register(name, mind(w, a).pid)
  if (done == 0) == Map.has_key(w.names, name) do panic("register #{name} gives #{done}, known: #{w.names}") end
  compare("register #{name} #{a}", nothing(if done == 0 do %{w | names: Map.put(w.names, name, a)} else w end))
end

fn look_up(w :: World) -> World do
  let name = "name #{Random.int(0, 5)}"
  let found = Process.whereis(name)
  let good = case Map.get_opt(w.names, name) do
    Some(id) -> found == mind(w, id).pid
    None -> found == Process.none()
  end
  if !good do panic("whereis #{name} gives #{found}, known: #{w.names}") end
  if Random.bool() do w else unregister(w, name) end
end

fn unregister(w :: World, name :: String) -> World do
  let done = Process.unregister(name)
  if (done == 0) != Map.has_key(w.names, name) do panic("unregister #{name} gives #{done}, known: #{w.names}") end
  %{w | names: Map.delete(w.names, name)}
end

# Timers fire in the order of their times, whatever the order in which they were started.
fn timers(w :: World, a :: Int) -> World do
  let pid = mind(w, a).pid
  let times = Random.shuffle([100, 500, 2000, 60000, 3600000])
  List.each(times, fn ms -> Timer.send_after(pid, ms, Note(ms)) end)
  Timer.sleep(3600000)
  settle()
  let seen = Log.take(w.log)
  let expected = List.map(List.sort(times), fn ms -> "#{a} note #{ms}" end)
  if seen != expected do panic("timers: #{seen}, not #{expected}") end
  w
end

# To one that ends before.
fn late_timer(w :: World, a :: Int) -> World do
  Timer.send_after(mind(w, a).pid, 1000, Note(0))
  let after_end = finish(w, a)
  Timer.sleep(2000)
  compare("late timer", nothing(after_end))
end

# Some at once: each sender's messages keep their order.
fn storm(w :: World, a :: Int) -> World do
  let pid = mind(w, a).pid
  let jobs = for s in 0..4 do Job.async(fn -> say_often(pid, s, 0) end) end
  List.each(jobs, fn j -> Job.await(j) end)
  settle()
  let seen = Log.take(w.log)
  for s in 0..4 do
    let expected = for i in 0..10 do "#{a} note #{s * 1000 + i}" end
    let mine = List.filter(seen, fn e -> List.contains(expected, e) end)
    if mine != expected do panic("storm: #{mine}, not #{expected}") end
  end
  w
end

fn say_often(pid :: Pid<Order>, s :: Int, i :: Int) -> () do
  if i < 10 do
    send(pid, Note(s * 1000 + i))
    say_often(pid, s, i + 1)
  end
end

# Many want one name: exactly one gets it.
fn quarrel(w :: World, a :: Int) -> World do
  let pid = mind(w, a).pid
  let jobs = for _ in 0..4 do Job.async(fn -> Process.register("the one", pid) end) end
  let results = for j in jobs do Result.unwrap(Job.await(j)) end
  if List.sort(results) != [0, 1, 1, 1] do panic("quarrel: #{results}") end
  if Process.unregister("the one") != 0 do panic("the one is unknown") end
  w
end

fn command(w :: World) -> World do
  if Map.size(w.live) < 2 do
    start(w)
  else
    let a = one_of(w)
    case Random.int(0, 40) do
      0 | 1 | 2 | 3 -> if Map.size(w.live) < MOST do start(w) else finish(w, a) end
      4 | 5 | 6 -> if Map.size(w.live) < MOST do start_linked(w, a) else crash(w, a) end
      7 | 8 | 9 | 10 | 11 -> link_to(w, a)
      12 | 13 -> unlink_from(w, a)
      14 | 15 | 16 -> watch(w, a)
      17 | 18 -> unwatch(w, a)
      19 | 20 | 21 -> trapping(w, a)
      22 | 23 | 24 -> exit_sent(w, a)
      25 -> crash(w, a)
      26 -> finish(w, a)
      27 | 28 -> note(w, a)
      29 | 30 -> register(w, a)
      31 | 32 -> look_up(w)
      33 -> timers(w, a)
      34 -> late_timer(w, a)
      35 -> storm(w, a)
      36 -> quarrel(w, a)
      _ -> %{w | forest: disturb(w.forest)}
    end
  end
end

fn run(w :: World, left :: Int) -> World do
  if left == 0 do w else run(command(w), left - 1) end
end

fn main() do
  let count = Env.get_int("MODEL_COMMANDS", 500)
  let world = World { log: Log.start(), live: Map.new(), dead: [], next: 1, names: Map.new(), forest: start_forest() }
  let last = run(world, count)
  println("#{count} commands, #{last.next - 1} subjects and tags")
end
