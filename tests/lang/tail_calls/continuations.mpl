# A million closures, each held by the next, then called from the last to the first.
fn sum_to(n :: Int, done :: Fun(Int) -> Int) -> Int do
  if n == 0 do
    done(0)
  else
    sum_to(n - 1, fn total -> done(total + n) end)
  end
end

type Tree do
  Leaf
  Node(Tree, Int, Tree)
end

fn leaning(0, tree) = tree
fn leaning(n, tree) = leaning(n - 1, Node(tree, n, Leaf))

fn total(tree :: Tree, done :: Fun(Int) -> Int) -> Int do
  case tree do
    Leaf -> done(0)
    Node(left, value, right) ->
      total(left, fn a -> total(right, fn b -> done(a + value + b) end) end)
  end
end

fn main() do
  println("#{sum_to(1000000, fn total -> total end)}")
  println("#{total(leaning(1000000, Leaf), fn sum -> sum end)}")
end
