# Each step makes a closure, owns it, and leaves through it: nothing of the step may stay on the stack.
fn step(n :: Int, total :: Int) -> Int do
  if n == 0 do
    total
  else
    let next = fn(more :: Int) -> step(n - 1, total + more) end
    next(n % 3)
  end
end

# The closure holds counted values, which live on in the arguments of the call.
fn collect(n :: Int, words :: List<String>) -> Int do
  let next = fn(word :: String) do
    if n == 0 do
      List.length(words)
    else
      collect(n - 1, List.append(List.take(words, 2), word))
    end
  end
  next("word #{n}")
end

fn main() do
  println("#{step(1000000, 0)}")
  println("#{collect(1000000, [])}")
end
