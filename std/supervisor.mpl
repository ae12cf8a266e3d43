##! Supervisors: processes that start children, notice their end and restart them.
##!
##! A `supervisor` item is a call of `start_tree`. The supervisor traps exits and is linked to every child. The
##! number of restarts in a window of time is limited; beyond it the supervisor stops its children in reverse
##! order and ends with a reason of its own, which its own supervisor sees as a crash.

extern "mesh_process_ready" fn ready() -> ()
extern "mesh_process_await_ready" fn await_ready(pid :: Pid) -> Bool
extern "mesh_process_wait_exit" fn wait_exit(pid :: Pid, timeout_ms :: Int) -> Bool
extern "mesh_clock_monotonic_ms" fn now_ms() -> Int
extern "mesh_process_mark_supervisor" fn mark_supervisor(name :: String) -> ()
extern "mesh_supervisor_restarted" fn restarted(
  name :: String,
  child :: String,
  pid :: Pid
) -> ()
extern "mesh_supervisor_kind_taken" fn kind_taken<A>(start :: Fun(A) -> Pid) -> Int
extern "mesh_supervisor_kind_given" fn kind_given<A>(args :: A) -> Int
extern "mesh_supervisor_pack" fn pack<A>(take args :: Fun() -> A) -> Fun() -> ()
extern "mesh_supervisor_unpack" fn unpack<A>(take packed :: Fun() -> ()) -> Fun() -> A

## `shutdown_ms`: how long a child may take to stop; -1: killed at once, -2: no limit. `register`: the name the
## child is found by, "" for none.
pub struct ChildSpec do
  name :: String
  start :: Fun() -> Pid
  restart :: String
  shutdown_ms :: Int
  register :: String
end

pub struct Child do
  spec :: ChildSpec
  pid :: Pid
end

## The one child of a simple_one_for_one supervisor: what makes a spec of the arguments a child is started with, and
## what type these have.
pub struct Template do
  kind :: Int
  make :: Fun(Fun() -> ()) -> ChildSpec
end

## What a supervisor is asked by others; the pid gets the answer.
pub type Command do
  AddChild(ChildSpec, Pid)
  StartChild(Int, Fun() -> (), Pid)
  StopChild(Pid, Pid)
  ListChildren(Pid)
end

type Answer<T> do
  Answer(T)
end

## The moments of the restarts of late, oldest first, behind `first` that are too old to count.
pub struct Restarts do
  times :: List<Int>
  first :: Int
end

pub struct Tree do
  me :: Pid
  up :: Bool
  name :: String
  strategy :: String
  max_restarts :: Int
  max_seconds :: Int
  children :: List<Child>
  restarts :: Restarts
  template :: Template?
end

## A child of a supervisor.
pub fn child(
  name :: String,
  start :: Fun() -> Pid,
  restart :: String,
  shutdown_ms :: Int,
  register :: String
) -> ChildSpec do
  ChildSpec {
    name: name,
    start: start,
    restart: restart,
    shutdown_ms: shutdown_ms,
    register: register
  }
end

## Starts a supervisor and its children in order; comes back when the last one is up.
pub fn start_tree(
  name :: String,
  strategy :: String,
  max_restarts :: Int,
  max_seconds :: Int,
  children :: List<ChildSpec>
) -> Pid<()> do
  start_up(empty_tree(name, strategy, max_restarts, max_seconds), children)
end

## Starts a simple_one_for_one supervisor: children are started by `start_child`, whose arguments `start` takes.
pub fn start_simple<A>(
  name :: String,
  max_restarts :: Int,
  max_seconds :: Int,
  child_name :: String,
  start :: Fun(A) -> Pid,
  restart :: String,
  shutdown_ms :: Int
) -> Pid<()> do
  let make = fn(packed :: Fun() -> ()) ->
    child(child_name, fn -> start(args_in(packed)) end, restart, shutdown_ms, "")
  end
  let template = Template { kind: kind_taken(start), make: make }
  start_up(
    %{empty_tree(name, "simple_one_for_one", max_restarts, max_seconds) | template: Some(template)},
    []
  )
end

fn args_in<A>(packed :: Fun() -> ()) -> A do
  let args = unpack(packed)
  args()
end

fn empty_tree(
  name :: String,
  strategy :: String,
  max_restarts :: Int,
  max_seconds :: Int
) -> Tree do
  Tree {
    me: Process.none(),
    up: false,
    name: name,
    strategy: strategy,
    max_restarts: max_restarts,
    max_seconds: max_seconds,
    children: [],
    restarts: no_restarts(),
    template: None
  }
end

fn start_up(tree :: Tree, children :: List<ChildSpec>) -> Pid<()> do
  let pid = spawn(supervise, tree, children)
  let _ = await_ready(pid)
  erase(pid)
end

fn erase(pid :: Pid) -> Pid<()> = pid

## Starts one more child under a running supervisor; comes back when it is up, or after 5 s. Its spec names it.
pub fn add_child(sup :: Pid, spec :: ChildSpec) -> () do
  let _ = asked(sup, fn me -> send(sup, AddChild(spec, me)) end, true)
  ()
end

## Starts a child of a simple_one_for_one supervisor with the arguments that its `start` takes.
pub fn start_child(sup :: Pid) -> Pid!String = start_with(sup, ())
pub fn start_child<A>(sup :: Pid, a :: A) -> Pid!String = start_with(sup, a)
pub fn start_child<A, B>(sup :: Pid, a :: A, b :: B) -> Pid!String = start_with(sup, (a, b))
pub fn start_child<A, B, C>(sup :: Pid, a :: A, b :: B, c :: C) -> Pid!String =
  start_with(sup, (a, b, c))
pub fn start_child<A, B, C, D>(sup :: Pid, a :: A, b :: B, c :: C, d :: D) -> Pid!String =
  start_with(sup, (a, b, c, d))

fn start_with<A>(sup :: Pid, args :: A) -> Pid!String do
  let none :: Pid!String = Err("")
  let kind = kind_given(args)
  Result.flatten(
    asked(sup, fn me -> send(sup, StartChild(kind, pack(fn -> args end), me)) end, none)
  )
end

## Stops a child; 1 when it was one of the supervisor's, else 0.
pub fn terminate_child(sup :: Pid, child :: Pid) -> Int do
  Result.unwrap_or(asked(sup, fn me -> send(sup, StopChild(child, me)) end, 0), 0)
end

## The children that are up with their names, in the order they were started.
pub fn children(sup :: Pid) -> List<(String, Pid)> do
  Result.unwrap_or(asked(sup, fn me -> send(sup, ListChildren(me)) end, []), [])
end

## How many children are up.
pub fn count_children(sup :: Pid) -> Int = List.length(children(sup))

## The child of a name, or None.
pub fn child(sup :: Pid, name :: String) -> Pid? =
  List.find_map(children(sup), fn((n, pid)) -> if n == name do Some(pid) else None end end)

# Asks and waits in a process of its own, so that the caller's mailbox stays as it is. `_like` is of the answer's type.
fn asked<T>(sup :: Pid, ask :: Fun(Pid) -> (), _like :: T) -> T!String do
  Result.flatten(Job.take(Job.async(fn do
    let _ = Process.monitor(sup)
    ask(self())
    receive do
      Answer(answer) -> answered(answer, _like)
      Down(_, _, reason) -> Err(reason)
      after 5000 -> Err("no answer")
    end
  end)))
end

fn answered<T>(answer :: T, _like :: T) -> T!String = Ok(answer)

actor supervise(tree :: Tree, specs :: List<ChildSpec>) do
  let current = if tree.up do tree else boot(%{tree | me: self()}, specs) end
  let next = receive do
    Exit(pid, reason) -> ended(current, pid, reason)
    AddChild(spec, asker) -> added(current, spec, asker)
    StartChild(kind, packed, asker) -> started(current, kind, packed, asker)
    StopChild(pid, asker) -> stopped(current, pid, asker)
    ListChildren(asker) -> do
      send(asker, Answer(for c in current.children do (c.spec.name, c.pid) end))
      current
    end
  end
  supervise(next, [])
end

fn boot(tree :: Tree, specs :: List<ChildSpec>) -> Tree do
  Process.trap_exit(true)
  mark_supervisor(tree.name)
  let full = start_all(tree, specs, 0)
  ready()
  %{full | up: true}
end

fn start_all(tree :: Tree, specs :: List<ChildSpec>, i :: Int) -> Tree do
  if i == List.length(specs) do
    tree
  else
    start_all(with_child(tree, List.get(specs, i)), specs, i + 1)
  end
end

fn with_child(tree :: Tree, spec :: ChildSpec) -> Tree do
  %{tree | children: List.append(tree.children, launch(tree, tree.children, spec))}
end

fn added(tree :: Tree, spec :: ChildSpec, asker :: Pid) -> Tree do
  let full = if List.any(tree.children, fn c -> c.spec.name == spec.name end) do
    tree
  else
    with_child(tree, spec)
  end
  send(asker, Answer(true))
  full
end

fn started(tree :: Tree, kind :: Int, packed :: Fun() -> (), asker :: Pid) -> Tree do
  let tried = case tree.template do
    None -> Err("supervisor #{tree.name} is not simple_one_for_one")
    Some(template) ->
      if template.kind != kind do
        Err("the child of supervisor #{tree.name} is started with other arguments")
      else
        try_launch(template.make, packed)
      end
  end
  send(asker, Answer(Result.map(tried, fn c -> c.pid end)))
  case tried do
    Ok(child) -> %{tree | children: List.append(tree.children, child)}
    Err(_) -> tree
  end
end

fn try_launch(make :: Fun(Fun() -> ()) -> ChildSpec, packed :: Fun() -> ()) -> Child!String do
  try_start(make(packed))
end

fn stopped(tree :: Tree, pid :: Pid, asker :: Pid) -> Tree do
  case List.find_index(tree.children, fn c -> c.pid == pid end) do
    Some(i) -> do
      let rest = without(tree.children, i)
      stop_child(List.get(tree.children, i))
      send(asker, Answer(1))
      %{tree | children: rest}
    end
    None -> do
      send(asker, Answer(0))
      tree
    end
  end
end

# Starts a child, or stops those that are up and ends the supervisor.
fn launch(tree :: Tree, running :: List<Child>, spec :: ChildSpec) -> Child do
  case try_start(spec) do
    Ok(fresh) -> fresh
    Err(reason) -> fail(running, spec, reason)
  end
end

# Runs the start function in a process of its own, so that its crash is a value here.
fn try_start(spec :: ChildSpec) -> Child!String do
  let pid = Job.take(Job.async(spec.start))?
  Ok(adopt(spec, pid))
end

fn fail(running :: List<Child>, spec :: ChildSpec, reason :: String) do
  stop_children(running)
  panic("child '#{spec.name}' failed to start: #{reason}")
end

fn adopt(spec :: ChildSpec, pid :: Pid) -> Child do
  link(pid)
  if spec.register != "" do
    let _ = Process.register(spec.register, pid)
  end
  Child { spec: spec, pid: pid }
end

# What is left of the tree after a process ended: a child of ours, or whoever wants us to stop.
fn ended(tree :: Tree, pid :: Pid, reason :: String) -> Tree do
  case List.find_index(tree.children, fn c -> c.pid == pid end) do
    Some(i) -> child_ended(tree, i, reason)
    None ->
      if reason == "normal" do
        tree
      else
        stop_children(tree.children)
        Process.exit(tree.me, reason)
        tree
      end
  end
end

fn child_ended(tree :: Tree, i :: Int, reason :: String) -> Tree do
  let gone = List.get(tree.children, i)
  let abnormal = reason != "normal" && reason != "shutdown"
  if gone.spec.restart == "permanent" || (gone.spec.restart == "transient" && abnormal) do
    restart(tree, i)
  else
    %{tree | children: without(tree.children, i)}
  end
end

fn without(children :: List<Child>, i :: Int) -> List<Child> do
  List.take(children, i) ++ List.drop(children, i + 1)
end

# An event is allowed if fewer than max_restarts lie within the last max_seconds.
fn restart(tree :: Tree, i :: Int) -> Tree do
  let now = now_ms()
  let recent = since(tree.restarts, now - tree.max_seconds * 1000)
  if List.length(recent.times) - recent.first >= tree.max_restarts do
    give_up(tree, i)
  else
    let allowed = with_restart(%{tree | restarts: no_restarts()}, recent, now)
    case tree.strategy do
      "one_for_all" -> restart_range(allowed, i, 0)
      "rest_for_one" -> restart_range(allowed, i, i)
      _ -> restart_one(allowed, i)
    end
  end
end

fn no_restarts() -> Restarts = Restarts { times: [], first: 0 }

# What is too old is only skipped, and cut off once it is the larger part: a restart costs the same, however many
# there were before it.
fn since(restarts :: Restarts, start :: Int) -> Restarts do
  let first = skip(restarts.times, restarts.first, start)
  if first * 2 > List.length(restarts.times) do
    Restarts { times: List.drop(restarts.times, first), first: 0 }
  else
    %{restarts | first: first}
  end
end

fn skip(times :: List<Int>, first :: Int, start :: Int) -> Int do
  if first < List.length(times) && List.get(times, first) <= start do
    skip(times, first + 1, start)
  else
    first
  end
end

fn with_restart(tree :: Tree, recent :: Restarts, now :: Int) -> Tree do
  let first = recent.first
  %{tree | restarts: Restarts { times: List.append(recent.times, now), first: first }}
end

# The list of children is taken out of the tree, so that its one place changes where it lies.
fn restart_one(tree :: Tree, i :: Int) -> Tree do
  let children = tree.children
  let spec = List.get(children, i).spec
  case try_start(spec) do
    Ok(fresh) -> do
      restarted(tree.name, spec.name, fresh.pid)
      with_children(%{tree | children: []}, List.set(children, i, fresh))
    end
    Err(reason) -> fail(without(children, i), spec, reason)
  end
end

fn with_children(tree :: Tree, children :: List<Child>) -> Tree = %{tree | children: children}

fn give_up(tree :: Tree, i :: Int) -> Tree do
  stop_children(without(tree.children, i))
  panic("restart limit exceeded: #{tree.max_restarts} restarts in #{tree.max_seconds} seconds")
end

# Stops the children from `first` on in reverse order, all but the one that has ended, and starts them anew.
fn restart_range(tree :: Tree, ended_index :: Int, first :: Int) -> Tree do
  let concerned = List.drop(tree.children, first)
  stop_children(without(concerned, ended_index - first))
  restart_all(%{tree | children: List.take(tree.children, first)}, concerned, 0)
end

fn restart_all(tree :: Tree, concerned :: List<Child>, i :: Int) -> Tree do
  if i == List.length(concerned) do
    tree
  else
    let fresh = relaunch(tree, tree.children, List.get(concerned, i).spec)
    restart_all(%{tree | children: List.append(tree.children, fresh)}, concerned, i + 1)
  end
end

fn relaunch(tree :: Tree, running :: List<Child>, spec :: ChildSpec) -> Child do
  let fresh = launch(tree, running, spec)
  restarted(tree.name, spec.name, fresh.pid)
  fresh
end

fn stop_children(children :: List<Child>) -> () do
  List.each(List.reverse(children), fn c -> stop_child(c) end)
end

fn stop_child(c :: Child) -> () do
  if c.spec.shutdown_ms == -1 do
    kill(c.pid)
  else
    Process.exit(c.pid, "shutdown")
    if !wait_exit(c.pid, c.spec.shutdown_ms) do
      kill(c.pid)
    end
  end
end

fn kill(pid :: Pid) -> () do
  Process.exit(pid, "kill")
  let _ = wait_exit(pid, -2)
end
