type Chain do
  End
  Link(Int, Chain)
end deriving(Eq, Hash, Display)

fn long(n :: Int, rest :: Chain) -> Chain do
  if n == 0 do rest else long(n - 1, Link(n, rest)) end
end

fn length(c :: Chain, n :: Int) -> Int do
  case c do
    End -> n
    Link(_, rest) -> length(rest, n + 1)
  end
end

type Order do
  Measure(Chain, Pid<Int>)
end

actor measurer do
  receive do
    Measure(c, back) -> send(back, length(c, 0))
  end
end

actor asks do
  send(spawn(measurer), Measure(long(1000000, End), self()))
  receive do
    n -> println("#{n}")
  end
end

actor compares do
  let same = long(1000000, End) == long(1000000, End)
  println("#{if same do "" else "wrong" end}")
end

actor hashes do
  let m = Map.put(Map.new(), long(1000000, End), 1)
  println("#{if Map.size(m) == 1 do "" else "wrong" end}")
end

actor nests do
  let deep = nested(1000000, [])
  println("#{List.length(deep)}")
end

type Nest do
  Nest(List<Nest>)
end

fn nested(n :: Int, inside :: List<Nest>) -> List<Nest> do
  if n == 0 do inside else nested(n - 1, [Nest(inside)]) end
end

fn ended<T>(pid :: Pid<T>) -> () do
  if Process.alive(pid) do
    Timer.sleep(1)
    ended(pid)
  end
end

# Comparing and hashing may end the actor that does it, never the program.
fn main() do
  ended(spawn(asks))
  ended(spawn(nests))
  let before = "main goes on"
  println(before)
end
