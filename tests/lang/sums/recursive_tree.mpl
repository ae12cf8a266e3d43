type Tree<T> do
  Leaf
  Node(left :: Tree<T>, value :: T, right :: Tree<T>)
end

fn insert(Leaf, x) = Node(Leaf, x, Leaf)
fn insert(Node(l, v, r), x) when x < v = Node(insert(l, x), v, r)
fn insert(Node(l, v, r), x) when x > v = Node(l, v, insert(r, x))
fn insert(t, _) = t

fn to_list(t) do
  case t do
    Leaf -> []
    Node(l, v, r) -> to_list(l) ++ [v] ++ to_list(r)
  end
end

fn depth(Leaf) = 0
fn depth(Node(l, _, r)) = 1 + Math.max(depth(l), depth(r))

fn main() do
  let t = List.reduce([5, 2, 8, 1, 9, 2, 7], Leaf, insert)
  println("#{to_list(t)} #{depth(t)}")
  let w = List.reduce(["m", "c", "x"], Leaf, insert)
  println("#{to_list(w)}")
  println("#{w}")
end
