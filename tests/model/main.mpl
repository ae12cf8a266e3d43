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
    Some(e) -> if knows(o.world, e.id) do
      ending_one(o, e, List.drop(ends, 1))
    else
      ending(o, List.drop(ends, 1))
    end
  end
end

fn ending_one(o :: Outcome, e :: End, later :: List<End>) -> Outcome do
  let m = mind(o.world, e.id)
  let without = %{o.world |
    live: Map.delete(o.world.live, e.id),
    dead: List.take(List.prepend(o.world.dead, (e.id, m.pid)), 16),
    names: Map.reject(o.world.names, fn _, id -> id == e.id end)
  }
  let linked = List.filter(m.links, fn id -> knows(without, id) end)
  let unlinked = List.reduce(linked, without, fn w, id -> forget_link(w, id, e.id) end)
  let told = for id in linked when mind(unlinked, id).traps do "#{id} exit #{m.pid} #{e.reason}" end
  let drawn = for id in linked when e.abnormal && !mind(unlinked, id).traps do
    End { id: id, reason: e.reason, abnormal: true }
  end
  let (world, downs) = tell_watchers(unlinked, e, m.pid)
  ending(
    Outcome { world: world, gone: List.append(o.gone, e.id), events: o.events ++ told ++ downs },
    later ++ drawn
  )
end

fn tell_watchers(w :: World, e :: End, pid :: Pid<Order>) -> (World, List<String>) do
  List.reduce(Map.to_list(w.live), (w, []), fn acc, entry ->
    let (world, events) = acc
    let (id, m) = entry
    let due = List.filter(m.watches, fn x -> Tuple.second(x) == e.id end)
    let rest = List.reject(m.watches, fn x -> Tuple.second(x) == e.id end)
    (
      change(world, id, %{m | watches: rest}),
      events ++ List.map(due, fn x -> "#{id} down #{Tuple.first(x)} #{pid} #{e.reason}" end)
    )
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
fn heard(events :: List<String>, gone :: List<Int>) -> List<String> do
  List.sort(List.reject(events, fn e -> of_the_gone(e, gone) end))
end

fn compare(what :: String, o :: Outcome) -> World do
  settle()
  let seen = Log.take(o.world.log)
  if heard(seen, o.gone) != heard(o.events, o.gone) do
    panic("#{what}: the model says #{o.events}, but it was #{seen}")
  end
  if !lives_agree(o.world) do
    panic("#{what}: the model says that #{Map.keys(o.world.live)} live")
  end
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

# What one subject is told to do with another, and what then happens according to the model.
type Step do
  Linking(Int, Int, Pid<Order>)
  Unlinking(Int, Int, Pid<Order>)
  Watching(Int, Int, Pid<Order>, Int)
  Trapping(Int, Bool)
  Exiting(Int, Int, Pid<Order>, String)
  Crashing(Int)
  Finishing(Int)
end

fn actor_of(s :: Step) -> Int do
  case s do
    Linking(a, _, _) -> a
    Unlinking(a, _, _) -> a
    Watching(a, _, _, _) -> a
    Trapping(a, _) -> a
    Exiting(a, _, _, _) -> a
    Crashing(a) -> a
    Finishing(a) -> a
  end
end

fn described(s :: Step) -> String do
  case s do
    Linking(a, b, _) -> "link #{a} #{b}"
    Unlinking(a, b, _) -> "unlink #{a} #{b}"
    Watching(a, b, _, tag) -> "watch #{a} #{b} as #{tag}"
    Trapping(a, on) -> "trap #{a} #{on}"
    Exiting(a, b, _, reason) -> "exit #{a} #{b} #{reason}"
    Crashing(a) -> "crash #{a}"
    Finishing(a) -> "finish #{a}"
  end
end

fn perform(w :: World, s :: Step) -> () do
  send(mind(w, actor_of(s)).pid, order_of(s))
end

fn order_of(s :: Step) -> Order do
  case s do
    Linking(_, _, pid) -> Link(pid)
    Unlinking(_, _, pid) -> Unlink(pid)
    Watching(_, _, pid, tag) -> Watch(pid, tag)
    Trapping(_, on) -> Trap(on)
    Exiting(_, _, pid, reason) -> Exit_(pid, reason)
    Crashing(a) -> Crash("crash of #{a}")
    Finishing(_) -> Finish
  end
end

fn predict(w :: World, s :: Step) -> Outcome do
  if !knows(w, actor_of(s)) do nothing(w) else predicted(w, s) end
end

fn predict_sent(w :: World, s :: Step) -> Outcome do
  case s do
    Exiting(a, b, _, reason) -> exited(w, a, b, reason)
    _ -> predict(w, s)
  end
end

fn predicted(w :: World, s :: Step) -> Outcome do
  case s do
    Linking(a, b, pid) -> linked(w, a, b, pid)
    Unlinking(a, b, _) -> nothing(forget_link(forget_link(w, a, b), b, a))
    Watching(a, b, pid, tag) -> watched(w, a, b, pid, tag)
    Trapping(a, on) -> nothing(change(w, a, %{mind(w, a) | traps: on}))
    Exiting(a, b, _, reason) -> exited(w, a, b, reason)
    Crashing(a) -> ends(w, a, "crash of #{a}", true)
    Finishing(a) -> ends(w, a, "normal", false)
  end
end

fn linked(w :: World, a :: Int, b :: Int, pid :: Pid<Order>) -> Outcome do
  if a == b do
    nothing(w)
  else if !knows(w, b) do
    if mind(w, a).traps do tells(w, "#{a} exit #{pid} noproc") else ends(w, a, "noproc", true) end
  else
    let one = forget_link(forget_link(w, a, b), b, a)
    let m = mind(one, a)
    let n = mind(one, b)
    nothing(
      change(change(one, a, %{m | links: List.append(m.links, b)}), b, %{n |
        links: List.append(n.links, a)
      })
    )
  end
end

fn watched(w :: World, a :: Int, b :: Int, pid :: Pid<Order>, tag :: Int) -> Outcome do
  let m = mind(w, a)
  if knows(w, b) do
    nothing(change(w, a, %{m | watches: List.append(m.watches, (tag, b))}))
  else
    tells(w, "#{a} down #{tag} #{pid} noproc")
  end
end

fn exited(w :: World, a :: Int, b :: Int, reason :: String) -> Outcome do
  if !knows(w, b) do
    nothing(w)
  else if reason == "kill" do
    ends(w, b, "killed", true)
  else if a == b do
    ends(w, b, reason, reason == "boom")
  else if mind(w, b).traps do
    tells(w, "#{b} exit #{pid_of(w, a)} #{reason}")
  else if reason == "normal" do
    nothing(w)
  else
    ends(w, b, reason, reason == "boom")
  end
end

# Also of one that has just ended.
fn pid_of(w :: World, id :: Int) -> Pid<Order> do
  if knows(w, id) do
    mind(w, id).pid
  else
    case List.find(w.dead, fn d -> Tuple.first(d) == id end) do
      Some(d) -> Tuple.second(d)
      None -> panic("no pid of #{id}")
    end
  end
end

fn step(w :: World, s :: Step) -> World do
  perform(w, s)
  compare(described(s), predict(w, s))
end

# A step of `a`; the number of the world has been counted up.
fn any_step(w :: World, a :: Int) -> Step do
  let (b, pid) = anybody(w)
  case Random.int(0, 14) do
    0 | 1 | 2 | 3 -> Linking(a, b, pid)
    4 -> Unlinking(a, b, pid)
    5 | 6 -> Watching(a, b, pid, w.next)
    7 | 8 -> Trapping(a, Random.bool())
    9 | 10 -> Exiting(a, b, pid, Option.unwrap(Random.pick(["normal", "shutdown", "kill", "boom"])))
    11 | 12 -> Finishing(a)
    _ -> Crashing(a)
  end
end

fn counted(w :: World) -> World = %{w | next: w.next + 1}

fn do_step(w :: World, a :: Int) -> World = step(counted(w), any_step(w, a))

# Two at once: what happens is what would have happened in one of the two orders.
fn race(w :: World, a :: Int) -> World do
  let b = one_of(w)
  let first = any_step(w, a)
  let second = any_step(counted(w), b)
  if a == b || both_about_links(first, second) do
    w
  else
    let now = counted(counted(w))
    perform(now, first)
    perform(now, second)
    let possible = [
      in_order(now, first, second, false),
      in_order(now, second, first, false),
      in_order(now, first, second, true),
      in_order(now, second, first, true)
    ]
    settle()
    let seen = Log.take(w.log)
    case List.find(possible, fn o -> agrees(seen, o) end) do
      Some(o) -> o.world
      None -> do
        let wanted = List.map(possible, fn o -> "#{o.events}, #{lives(o.world)}" end)
        panic(
          "#{described(first)} and #{described(second)}: #{String.join(wanted, " or ")}, but it was #{seen}, #{really_live(now)}"
        )
      end
    end
  end
end

# Which of them came last is not seen at once.
fn both_about_links(a :: Step, b :: Step) -> Bool = about_links(a) && about_links(b)

fn about_links(s :: Step) -> Bool do
  case s do
    Linking(_, _, _) -> true
    Unlinking(_, _, _) -> true
    _ -> false
  end
end

# `sent`: the second one had sent its signal before it was struck by the first.
fn in_order(w :: World, first :: Step, second :: Step, sent :: Bool) -> Outcome do
  let one = predict(w, first)
  let two = if sent do predict_sent(one.world, second) else predict(one.world, second) end
  Outcome { world: two.world, gone: one.gone ++ two.gone, events: one.events ++ two.events }
end

fn agrees(seen :: List<String>, o :: Outcome) -> Bool do
  lives_agree(o.world) &&
    heard(without_reasons(seen), o.gone) == heard(without_reasons(o.events), o.gone)
end

# Two reasons that spread along the same links meet somewhere.
fn without_reasons(events :: List<String>) -> List<String> do
  for e in events do
    let words = String.split(e, " ")
    String.join(List.take(words, if List.get(words, 1) == "down" do 4 else 3 end), " ")
  end
end

fn lives(w :: World) -> String = "living: #{List.sort(Map.keys(w.live))}"

fn really_live(w :: World) -> String =
  "living: #{List.sort(Map.keys(Map.filter(w.live, fn _, m -> Process.alive(m.pid) end)))}"

fn lives_agree(w :: World) -> Bool do
  Map.all(w.live, fn _, m -> Process.alive(m.pid) end) &&
    !List.any(w.dead, fn d -> Process.alive(Tuple.second(d)) end)
end

fn unwatch(w :: World, a :: Int) -> World do
  let m = mind(w, a)
  case Random.pick(m.watches) do
    None -> w
    Some(x) -> do
      let tag = Tuple.first(x)
      send(m.pid, Unwatch(tag))
      compare(
        "unwatch #{a} #{tag}",
        nothing(
          change(w, a, %{m | watches: List.reject(m.watches, fn y -> Tuple.first(y) == tag end)})
        )
      )
    end
  end
end

fn finish(w :: World, a :: Int) -> World = step(w, Finishing(a))

fn note(w :: World, a :: Int) -> World do
  send(mind(w, a).pid, Note(w.next))
  compare("note #{a}", tells(%{w | next: w.next + 1}, "#{a} note #{w.next}"))
end

fn register(w :: World, a :: Int) -> World do
  let name = "name #{Random.int(0, 5)}"
  let done = Process.register(name, mind(w, a).pid)
  if (done == 0) == Map.has_key(w.names, name) do
    panic("register #{name} gives #{done}, known: #{w.names}")
  end
  compare(
    "register #{name} #{a}",
    nothing(if done == 0 do %{w | names: Map.put(w.names, name, a)} else w end)
  )
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
  if (done == 0) != Map.has_key(w.names, name) do
    panic("unregister #{name} gives #{done}, known: #{w.names}")
  end
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
      4 | 5 | 6 -> if Map.size(w.live) < MOST do start_linked(w, a) else do_step(w, a) end
      7 | 8 | 9 | 10 | 11 | 12 | 13 | 14 | 15 -> do_step(w, a)
      16 | 17 -> unwatch(w, a)
      18 | 19 | 20 | 21 | 22 | 23 | 24 | 25 -> race(w, a)
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
  let world = World {
    log: Log.start(),
    live: Map.new(),
    dead: [],
    next: 1,
    names: Map.new(),
    forest: start_forest()
  }
  let last = run(world, count)
  println("#{count} commands, #{last.next - 1} subjects and tags")
end
