# Patterns of another shape than the value are each one mistake, with and without one before them in the text.
type Tree do
  Leaf
  Node(Tree, Int)
end

struct Point do
  x :: Int
end

fn list_of_a_sum(t :: Tree) -> Int do
  case t do
    x :: _ :: rest -> 1
  end
end

fn second_row(t :: Tree) -> Int do
  case t do
    Leaf -> 1
    Node(_ :: _, 1) -> 2
    Node((a, b), _) -> 3
  end
end

fn tuple_of_a_struct(p :: Point) -> Int do
  case p do
    (a, b) -> 1
    Some(x) -> 2
    Point { x: [] } -> 3
  end
end
