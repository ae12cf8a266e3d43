##! Queues: first in, first out. Every operation takes amortised constant time.

## `front` is taken from its start; `back` holds what was pushed since, the last first.
pub struct Queue<T> do
  front :: List<T>
  back :: List<T>
end deriving()

## The empty queue.
pub fn new<T>() -> Queue<T> = Queue { front: [], back: [] }

## A queue of the elements of a list.
pub fn from_list<T>(xs :: List<T>) -> Queue<T> = Queue { front: xs, back: [] }

## The elements from the front on.
pub fn to_list<T>(q :: Queue<T>) -> List<T> = q.front ++ List.reverse(q.back)

## `q` with `x` at the back.
pub fn push<T>(q :: Queue<T>, x :: T) -> Queue<T> = Queue {
  front: q.front,
  back: List.prepend(q.back, x)
}

## `q` with `x` at the front.
pub fn push_front<T>(q :: Queue<T>, x :: T) -> Queue<T> = Queue {
  front: List.prepend(q.front, x),
  back: q.back
}

## The element at the front and the rest; panics when the queue is empty.
pub fn pop<T>(q :: Queue<T>) -> (T, Queue<T>) do
  case pop_opt(q) do
    Some(both) -> both
    None -> panic("Queue.pop: empty queue")
  end
end

## The element at the front and the rest, or None.
pub fn pop_opt<T>(q :: Queue<T>) -> Option<(T, Queue<T>)> do
  case (q.front, q.back) do
    (x :: rest, back) -> Some((x, Queue { front: rest, back: back }))
    ([], []) -> None
    ([], back) -> pop_opt(Queue { front: List.reverse(back), back: [] })
  end
end

## The element at the back and the rest, or None.
pub fn pop_back<T>(q :: Queue<T>) -> Option<(T, Queue<T>)> do
  case (q.back, q.front) do
    (x :: rest, front) -> Some((x, Queue { front: front, back: rest }))
    ([], []) -> None
    ([], front) -> Some((List.last(front), Queue { front: List.drop_last(front, 1), back: [] }))
  end
end

## The element at the front; panics when the queue is empty.
pub fn peek<T>(q :: Queue<T>) -> T do
  case peek_opt(q) do
    Some(x) -> x
    None -> panic("Queue.peek: empty queue")
  end
end

## The element at the front, or None.
pub fn peek_opt<T>(q :: Queue<T>) -> T? =
  if List.is_empty(q.front) do List.last_opt(q.back) else List.head_opt(q.front) end

## How many elements there are.
pub fn size<T>(q :: Queue<T>) -> Int = List.length(q.front) + List.length(q.back)

## Whether there is no element.
pub fn is_empty<T>(q :: Queue<T>) -> Bool = size(q) == 0

## `f` of each element.
pub fn map<T, U>(q :: Queue<T>, f :: Fun(T) -> U) -> Queue<U> = from_list(List.map(to_list(q), f))

## The elements for which `p` holds.
pub fn filter<T>(q :: Queue<T>, p :: Fun(T) -> Bool) -> Queue<T> =
  from_list(List.filter(to_list(q), p))

impl Iterable for Queue<T> do
  type Item = T
  type Iter = List<T>
  fn iter(self) -> List<T> = to_list(self)
end

impl Eq for Queue<T> where T: Eq do
  fn eq(self, other :: Queue<T>) -> Bool = to_list(self) == to_list(other)
end

impl Hash for Queue<T> where T: Hash do
  fn hash(self) -> Int = to_list(self).hash()
end

impl Display for Queue<T> where T: Display do
  fn to_string(self) -> String = "Queue#{to_list(self).to_string()}"
end

impl Debug for Queue<T> where T: Debug do
  fn inspect(self) -> String = "Queue#{to_list(self).inspect()}"
end

impl Default for Queue<T> do
  fn default() -> Queue<T> = new()
end
