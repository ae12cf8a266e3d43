struct State do
  items :: List<Int>
  last :: Int
end

# The struct is given back as it was, so the list in it has to stay.
@inplace(s) fn peek(s :: State) -> (State, List<Int>) do
  (s, List.append(s.items, s.last))
end

fn main() do
  let (s, items) = peek(State { items: [1], last: 2 })
  println("#{s.items} #{items}")
end
