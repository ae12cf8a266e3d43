struct State do
  items :: List<Int>
  total :: Int
end

let table = [1, 2, 3]

fn lent(s :: State) -> Int do
  List.length(List.append(s.items, s.total))
end

fn held(s :: State) -> (List<Int>, State) do
  let more = List.append(s.items, 1)
  (more, s)
end

fn kept(xs :: List<Int>) -> (List<Int>, State) do
  let state = State { items: xs, total: 1 }
  (List.append(xs, 1), state)
end

fn constant() -> List<Int> = List.append(table, 4)

fn captured(xs :: List<Int>) -> Fun(Int) -> List<Int> do
  fn n -> List.append(xs, n) end
end

service Counter do
  fn init(n :: Int) -> State do
    State { items: [n], total: 0 }
  end

  call More() :: List<Int> do |s|
    (s, List.append(s.items, 1))
  end
end

fn main() do
  let s = State { items: [], total: 0 }
  println("#{Counter.more(Counter.start(1))} #{lent(s)} #{constant()} #{captured([1])(2)}")
  let (xs, _) = held(s)
  let (ys, _) = kept(xs)
  println("#{ys}")
end
