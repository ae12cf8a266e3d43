##! Running tests. A test file is a program of its own: the compiler makes each `test` a function and calls `run`
##! with it, then `finish`; `assert` and its relatives are calls of the functions below, with their own source text.

## How one test ended.
pub struct Outcome do
  label :: String
  failure :: String?
  elapsed_ms :: Int
end

## Runs one test in a process of its own, so that neither its crash nor its messages reach the next one.
pub fn run(label :: String, body :: Fun() -> ()) -> Outcome do
  let started = Clock.monotonic_ms()
  let failure = case Job.await(Job.async(body)) do
    Ok(_) -> None
    Err(reason) -> Some(reason)
  end
  report(label, failure)
  Outcome { label: label, failure: failure, elapsed_ms: Clock.monotonic_ms() - started }
end

fn report(label :: String, failure :: String?) -> () do
  case failure do
    None -> println("  ✓ #{label}")
    Some(reason) -> println("  ✗ #{label}\n#{indented(reason)}")
  end
end

fn indented(text :: String) -> String do
  let lines = for line in String.split(text, "\n") do "      #{line}" end
  String.join(lines, "\n")
end

## Prints the summary; ends the program with status 1 if a test failed.
pub fn finish(outcomes :: List<Outcome>) -> () do
  let failed = List.filter(outcomes, fn o -> is_failure(o) end)
  let time = seconds(List.reduce(outcomes, 0, fn sum, o -> sum + o.elapsed_ms end))
  let passed = List.length(outcomes) - List.length(failed)
  if List.length(failed) == 0 do
    println("#{passed} passed in #{time}s")
  else
    println("\nFailures:")
    let _ = for o in failed do report(o.label, o.failure) end
    println("#{List.length(failed)} failed, #{passed} passed in #{time}s")
    System.exit(1)
  end
end

fn is_failure(o :: Outcome) -> Bool do
  case o.failure do
    Some(_) -> true
    None -> false
  end
end

fn seconds(ms :: Int) -> String do
  let hundredths = ms % 1000 / 10
  let padded = if hundredths < 10 do "0#{hundredths}" else "#{hundredths}" end
  "#{ms / 1000}.#{padded}"
end

## `assert(cond)`: the source text belongs to the message.
pub fn assert_true(condition :: Bool, source :: String) -> () do
  if !condition do
    panic("assert failed: #{source}")
  end
end

## `assert_eq(a, b)`
pub fn assert_equal(equal :: Bool, source :: String, left :: String, right :: String) -> () do
  if !equal do
    panic("assert_eq failed: #{source}\n  left:  #{left}\n  right: #{right}")
  end
end

## `assert_ne(a, b)`
pub fn assert_different(equal :: Bool, source :: String, left :: String, _right :: String) -> () do
  if equal do
    panic("assert_ne failed: #{source}\n  both sides equal: #{left}")
  end
end

## `assert_raises(fn)`: passes if the closure crashes.
pub fn assert_raises<T>(body :: Fun() -> T) -> () do
  case Job.await(Job.async(body)) do
    Ok(_) -> panic("assert_raises failed: expression did not raise")
    Err(_) -> ()
  end
end

## What `assert_receive` comes to when its time is up.
pub fn nothing_received(source :: String, ms :: Int) -> () do
  panic("assert_receive #{source} timed out after #{ms}ms")
end

## An actor that calls `answer` for each message until it answers "stop".
pub fn mock_actor(answer :: Fun(String) -> String) -> Pid<String> = spawn(mock, answer)

actor mock(answer :: Fun(String) -> String) do
  receive do
    message -> if answer(message) != "stop" do mock(answer) end
  end
end
