##! Priority queues: the element with the smallest priority comes out first, of equal ones the one that came first.
##! A leftist heap: `push` and `pop` take logarithmic time.

type Heap<P, T> do
  Empty
  Node(
    rank :: Int,
    priority :: P,
    number :: Int,
    value :: T,
    left :: Heap<P, T>,
    right :: Heap<P, T>
  )
end deriving()

## `next` numbers the elements in the order they came.
pub struct PriorityQueue<P, T> do
  heap :: Heap<P, T>
  next :: Int
  size :: Int
end deriving()

## The empty queue.
pub fn new<P, T>() -> PriorityQueue<P, T> = PriorityQueue { heap: Empty, next: 0, size: 0 }

## `q` with one element more.
pub fn push<P, T>(
  q :: PriorityQueue<P, T>,
  priority :: P,
  x :: T
) -> PriorityQueue<P, T> where P: Ord do
  let heap = join(Node(1, priority, q.next, x, Empty, Empty), q.heap)
  PriorityQueue { heap: heap, next: q.next + 1, size: q.size + 1 }
end

## The first element and the rest, or None.
pub fn pop_opt<P, T>(q :: PriorityQueue<P, T>) -> Option<(T, PriorityQueue<P, T>)> where P: Ord do
  case q.heap do
    Empty -> None
    Node(_, _, _, x, left, right) -> Some((x, %{q | heap: join(left, right), size: q.size - 1}))
  end
end

## The first element, or None.
pub fn peek_opt<P, T>(q :: PriorityQueue<P, T>) -> T? do
  case q.heap do
    Empty -> None
    Node(_, _, _, x, _, _) -> Some(x)
  end
end

## How many elements there are.
pub fn size<P, T>(q :: PriorityQueue<P, T>) -> Int = q.size

## Whether there is no element.
pub fn is_empty<P, T>(q :: PriorityQueue<P, T>) -> Bool = q.size == 0

## The elements in order.
pub fn to_list<P, T>(q :: PriorityQueue<P, T>) -> List<T> where P: Ord = drain(q, [])

fn drain<P, T>(q :: PriorityQueue<P, T>, out :: List<T>) -> List<T> where P: Ord do
  case pop_opt(q) do
    Some((x, rest)) -> drain(rest, List.append(out, x))
    None -> out
  end
end

fn rank<P, T>(heap :: Heap<P, T>) -> Int do
  case heap do
    Empty -> 0
    Node(r, _, _, _, _, _) -> r
  end
end

fn make<P, T>(
  priority :: P,
  number :: Int,
  x :: T,
  a :: Heap<P, T>,
  b :: Heap<P, T>
) -> Heap<P, T> do
  if rank(a) >= rank(b) do
    Node(rank(b) + 1, priority, number, x, a, b)
  else
    Node(rank(a) + 1, priority, number, x, b, a)
  end
end

fn join<P, T>(a :: Heap<P, T>, b :: Heap<P, T>) -> Heap<P, T> where P: Ord do
  case (a, b) do
    (Empty, _) -> b
    (_, Empty) -> a
    (Node(_, p, n, x, left, right), Node(_, q, m, y, other_left, other_right)) ->
      if p < q || (!(q < p) && n < m) do
        make(p, n, x, left, join(right, b))
      else
        make(q, m, y, other_left, join(a, other_right))
      end
  end
end
