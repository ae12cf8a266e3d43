# A closure that leaves through one it captured, in structs and as the only owner.
struct Machine do
  left :: Int
  seen :: List<Int>
  advance :: Fun(Machine) -> Int
end

fn run(machine :: Machine) -> Int do
  let advance = machine.advance
  advance(machine)
end

fn counting(limit :: Int) -> Fun(Machine) -> Int do
  fn(machine :: Machine) do
    if machine.left == 0 do
      List.length(machine.seen) + limit
    else
      run(%{machine | left: machine.left - 1, seen: [machine.left]})
    end
  end
end

fn through(inner :: Fun(Int) -> Int) -> Fun(Int) -> Int do
  fn(n :: Int) -> inner(n + 1) end
end

fn nested(0, inner :: Fun(Int) -> Int) = inner
fn nested(n, inner) = nested(n - 1, through(inner))

fn main() do
  println("#{run(Machine { left: 1000000, seen: [], advance: counting(7) })}")
  let deep = nested(1000000, fn n -> n * 2 end)
  println("#{deep(0)} #{deep(1)}")
end
