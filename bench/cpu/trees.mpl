##! Binary trees: allocation, walking, dropping.

type Tree do
  Empty
  Node(left :: Tree, right :: Tree)
end

fn make(depth :: Int) -> Tree do
  if depth == 0 do Node(Empty, Empty) else Node(make(depth - 1), make(depth - 1)) end
end

fn count(tree :: Tree) -> Int do
  case tree do
    Empty -> 0
    Node(left, right) -> 1 + count(left) + count(right)
  end
end

fn repeat(times :: Int, depth :: Int, sum :: Int) -> Int do
  if times == 0 do sum else repeat(times - 1, depth, sum + count(make(depth))) end
end

fn rows(depth :: Int, n :: Int) -> () do
  if depth <= n do
    let times = Int.shl(1, n - depth + 4)
    println("#{times} #{depth} #{repeat(times, depth, 0)}")
    rows(depth + 2, n)
  end
end

## Makes and counts many trees of depths up to n while one tree of depth n stays.
pub fn trees(n :: Int) -> () do
  println("stretch #{count(make(n + 1))}")
  let kept = make(n)
  rows(4, n)
  println("keep #{count(kept)}")
end
