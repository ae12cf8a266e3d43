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
extern "mesh_pid_to_string" fn pid_text(pid :: Pid) -> String
extern "mesh_log_line" fn log_line(text :: String) -> ()

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

## What a supervisor is asked by others; the pid is told `true` when it is done.
pub type Command do
  AddChild(ChildSpec, Pid)
end

pub struct Tree do
  me :: Pid
  up :: Bool
  name :: String
  strategy :: String
  max_restarts :: Int
  max_seconds :: Int
  children :: List<Child>
  restarts :: List<Int>
end

## A child of a supervisor.
pub fn child(name :: String, start :: Fun() -> Pid, restart :: String, shutdown_ms :: Int, register :: String) -> ChildSpec do
  ChildSpec { name: name, start: start, restart: restart, shutdown_ms: shutdown_ms, register: register }
end

## Starts a supervisor and its children in order; comes back when the last one is up.
pub fn start_tree(name :: String, strategy :: String, max_restarts :: Int, max_seconds :: Int, children :: List<ChildSpec>) -> Pid<()> do
  let tree = Tree {
    me: Process.none(),
    up: false,
    name: name,
    strategy: strategy,
    max_restarts: max_restarts,
    max_seconds: max_seconds,
    children: [],
    restarts: []
  }
  let pid = spawn(supervise, tree, children)
  let _ = await_ready(pid)
  erase(pid)
end

fn erase(pid :: Pid) -> Pid<()> = pid

## Starts one more child under a running supervisor; comes back when it is up, or after 5 s. Its spec names it.
pub fn add_child(sup :: Pid, spec :: ChildSpec) -> () do
  let pid = spawn(child_adder, sup, spec)
  let _ = await_ready(pid)
  ()
end

actor child_adder(sup :: Pid, spec :: ChildSpec) do
  send(sup, AddChild(spec, self()))
  receive do
    true -> ()
    after 5000 -> ()
  end
  ready()
end

actor supervise(tree :: Tree, specs :: List<ChildSpec>) do
  let current = if tree.up do tree else start_up(%{tree | me: self()}, specs) end
  let next = receive do
    Exit(pid, reason) -> ended(current, pid, reason)
    AddChild(spec, asker) -> added(current, spec, asker)
  end
  supervise(next, [])
end

fn start_up(tree :: Tree, specs :: List<ChildSpec>) -> Tree do
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
  %{tree | children: List.append(tree.children, start_child(tree, tree.children, spec))}
end

fn added(tree :: Tree, spec :: ChildSpec, asker :: Pid) -> Tree do
  let full = if List.any(tree.children, fn c -> c.spec.name == spec.name end) do tree else with_child(tree, spec) end
  send(asker, true)
  full
end

# Runs the start function in a process of its own, so that its crash is a value here. When it fails the
# children that are up are stopped and the supervisor ends.
fn start_child(tree :: Tree, running :: List<Child>, spec :: ChildSpec) -> Child do
  case Job.await(Job.async(spec.start)) do
    Ok(pid) -> adopt(spec, pid)
    Err(reason) -> do
      stop_children(running)
      panic("child '#{spec.name}' failed to start: #{reason}")
    end
  end
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
  let recent = List.drop_while(tree.restarts, fn t -> t <= now - tree.max_seconds * 1000 end)
  if List.length(recent) >= tree.max_restarts do
    give_up(tree, i)
  else
    let allowed = %{tree | restarts: List.append(recent, now)}
    case tree.strategy do
      "one_for_all" -> restart_range(allowed, i, 0)
      "rest_for_one" -> restart_range(allowed, i, i)
      _ -> %{allowed | children: List.set(allowed.children, i, restart_child(allowed, without(allowed.children, i), List.get(allowed.children, i).spec))}
    end
  end
end

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
    let fresh = restart_child(tree, tree.children, List.get(concerned, i).spec)
    restart_all(%{tree | children: List.append(tree.children, fresh)}, concerned, i + 1)
  end
end

fn restart_child(tree :: Tree, running :: List<Child>, spec :: ChildSpec) -> Child do
  let fresh = start_child(tree, running, spec)
  log_line("supervisor #{tree.name} restarted child #{spec.name} (#{pid_text(fresh.pid)})")
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
