##! Running tests. A test file is a program of its own: the compiler makes each `test` a function, calls `run` with
##! it, and `finish` with what came of them; `assert` and its relatives are calls of the functions below, with
##! their own source text.

extern "mesh_test_others" fn others(jobs :: Bool) -> List<Pid>
extern "mesh_test_body" fn begin_body() -> ()
extern "mesh_test_expect_crash" fn expect_crash(in_body_only :: Bool) -> ()
extern "mesh_process_wait_exit" fn wait_exit(pid :: Pid, timeout_ms :: Int) -> Bool

let KEEPER = "mesh test keeper"

## How one test ended.
pub struct Outcome do
  label :: String
  failure :: String?
  elapsed_ms :: Int
end

# ---- One test ----

# What is to be done when the running test has ended.
service Keeper do
  fn init() -> List<Fun() -> ()> do
    []
  end

  call Keep(work :: Fun() -> ()) :: Bool do |kept|
    (List.append(kept, work), true)
  end

  call Kept() :: List<Fun() -> ()> do |kept|
    (kept, kept)
  end
end

## Runs one test in a process of its own, so that neither its crash nor its messages reach the next one. What it
## has started is ended with it.
pub fn run(label :: String, body :: Fun() -> ()) -> Outcome do
  let started = Clock.monotonic_ms()
  let keeper = Keeper.start()
  let _ = Process.register(KEEPER, keeper)
  let failure = attempt(body)
  let after_ = List.find_map(Keeper.kept(keeper), fn work -> attempt(work) end)
  end_others()
  let outcome = Outcome {
    label: label,
    failure: Option.or_else(failure, fn -> after_ end),
    elapsed_ms: Clock.monotonic_ms() - started
  }
  report(outcome)
  outcome
end

## Has `work` done when the running test has ended, however it ends.
pub fn at_end(work :: Fun() -> ()) -> () do
  let _ = Keeper.keep(Process.whereis(KEEPER), work)
end

fn attempt(work :: Fun() -> ()) -> String? do
  let job = Job.async(fn ->
    begin_body()
    work()
  end)
  case Job.await(job) do
    Ok(_) -> None
    Err(reason) -> Some(reason)
  end
end

# Jobs keep what came of them, so they are not waited for.
fn end_others() -> () do
  List.each(others(true), fn pid -> Process.exit(pid, "kill") end)
  List.each(others(false), fn pid -> wait(pid) end)
end

fn wait(pid :: Pid) -> () do
  let _ = wait_exit(pid, 5000)
end

# ---- What is said about it ----

fn report(outcome :: Outcome) -> () do
  case outcome.failure do
    None -> println("  #{paint("32", "✓")} #{outcome.label}")
    Some(reason) -> println("  #{paint("31", "✗")} #{outcome.label}\n#{indented(reason)}")
  end
end

# `meshc test` says whether the output goes to a terminal.
fn paint(colour :: String, text :: String) -> String do
  if Env.get("MESH_TEST_COLOR", "") == "1" do "\u{1B}[#{colour}m#{text}\u{1B}[0m" else text end
end

fn indented(text :: String) -> String do
  let lines = for line in String.split(text, "\n") do "      #{line}" end
  String.join(lines, "\n")
end

## Prints the summary; ends the program with status 1 if a test failed. `meshc test` reads the numbers from the
## file that MESH_TEST_REPORT names.
pub fn finish(outcomes :: List<Outcome>) -> () do
  let failed = List.filter(outcomes, fn o -> Option.is_some(o.failure) end)
  let passed = List.length(outcomes) - List.length(failed)
  let ms = List.reduce(outcomes, 0, fn sum, o -> sum + o.elapsed_ms end)
  if List.length(failed) > 0 do
    println("\nFailures:")
    List.each(failed, fn o -> report(o) end)
    println("\n#{List.length(failed)} failed, #{passed} passed in #{seconds(ms)}s")
  else
    println("\n#{passed} passed in #{seconds(ms)}s")
  end
  leave(List.length(failed), passed)
end

fn leave(failed :: Int, passed :: Int) -> () do
  let path = Env.get("MESH_TEST_REPORT", "")
  if path != "" do
    let _ = File.write(path, "#{failed} #{passed}")
  end
  if failed > 0 do System.exit(1) end
end

fn seconds(ms :: Int) -> String do
  let hundredths = ms % 1000 / 10
  let padded = if hundredths < 10 do "0#{hundredths}" else "#{hundredths}" end
  "#{ms / 1000}.#{padded}"
end

# ---- Assertions ----

# What a test says of itself stands in its report; in a process that the test has started nobody else would tell.
fn fail(message :: String) -> () do
  expect_crash(true)
  panic(message)
end

## `assert(cond)`: the source text belongs to the message.
pub fn assert_true(condition :: Bool, source :: String) -> () do
  if !condition do
    fail("assert failed: #{source}")
  end
end

## `assert_eq(a, b)`
pub fn assert_equal(equal :: Bool, source :: String, left :: String, right :: String) -> () do
  if !equal do
    fail("assert_eq failed: #{source}\n  left:  #{left}\n  right: #{right}")
  end
end

## `assert_ne(a, b)`
pub fn assert_different(equal :: Bool, source :: String, left :: String, _right :: String) -> () do
  if equal do
    fail("assert_ne failed: #{source}\n  both sides equal: #{left}")
  end
end

## `assert_raises(fn)`: passes if the closure crashes.
pub fn assert_raises<T>(body :: Fun() -> T) -> () do
  let job = Job.async(fn ->
    expect_crash(false)
    body()
  end)
  case Job.await(job) do
    Ok(_) -> fail("assert_raises failed: expression did not raise")
    Err(_) -> ()
  end
end

## What `assert_receive` comes to when its time is up.
pub fn nothing_received(source :: String, ms :: Int) -> () do
  fail("assert_receive #{source} timed out after #{ms}ms")
end

## An actor that calls `answer` for each message, until the message or the answer is "stop".
pub fn mock_actor(answer :: Fun(String) -> String) -> Pid<String> = spawn(mock, answer)

actor mock(answer :: Fun(String) -> String) do
  receive do
    message -> if answer(message) != "stop" && message != "stop" do mock(answer) end
  end
end
