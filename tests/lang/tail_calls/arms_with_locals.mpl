# Locals that are still held where an arm leaves are released before the jump.
struct State do
  left :: Int
  words :: List<String>
  counts :: Map<String, Int>
end

type Turn do
  Go(State)
  Skip(State, String)
  Stop(Int)
end

fn turn(state :: State) -> Turn do
  if state.left == 0 do
    Stop(List.length(state.words))
  else if state.left % 2 == 0 do
    Go(%{state | left: state.left - 1})
  else
    Skip(%{state | left: state.left - 1}, "odd #{state.left}")
  end
end

fn play(state :: State) -> Int do
  let label = "at #{state.left}"
  let next = turn(state)
  case next do
    Go(rest) -> look(rest, label)
    Skip(rest, why) when String.length(why) > 100 -> look(rest, why)
    Skip(rest, why) -> if String.length(label) > 3 do
      let unused = [why, label]
      look(%{rest | words: List.take(unused, 1)}, why)
    else
      play(rest)
    end
    Stop(n) -> n
  end
end

fn look(state :: State, text :: String) -> Int do
  let held = Map.put(state.counts, text, 1)
  if Map.size(held) > 5 do
    0
  else
    play(state)
  end
end

fn main() do
  println("#{play(State { left: 1000000, words: [], counts: %{"a" => 1} })}")
end
