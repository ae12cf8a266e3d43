##! Iter: lazy pipelines. Nothing runs until a terminal function or a `for` asks for elements; adapters call
##! their functions once for each element asked for. An Iter is a value: going through it again starts again.

## What `for` goes through: `iter` gives an Iter, usually `Iter.from(self.items)`.
pub interface Iterable do
  type Item
  type Iter
  fn iter(self) -> Self.Iter
end

## A handle that gives one element after the other. Values cannot advance, so types implement `Iterable`.
pub interface Iterator do
  type Item
  fn next(self) -> Option<Self.Item>
end

impl Iterable for List<T> do
  type Item = T
  type Iter = Iter<T>
  fn iter(self) -> Iter<T> = from_list(self)
end

impl Iterable for Map<K, V> do
  type Item = (K, V)
  type Iter = Iter<(K, V)>
  fn iter(self) -> Iter<(K, V)> = from_list(Map.to_list(self))
end

impl Iterable for Range do
  type Item = Int
  type Iter = Iter<Int>
  fn iter(self) -> Iter<Int> = range(self.start, self.end_)
end

impl Iterable for Option<T> do
  type Item = T
  type Iter = Iter<T>
  fn iter(self) -> Iter<T> = from_list(Option.to_list(self))
end

impl Iterable for Iter<T> do
  type Item = T
  type Iter = Iter<T>
  fn iter(self) -> Iter<T> = self
end

impl Iterator for Iter<T> do
  type Item = T

  fn next(self) -> Option<T> do
    case pull(self) do
      IterNext(x, _) -> Some(x)
      IterDone -> None
    end
  end
end

fn pull<T>(it :: Iter<T>) -> IterStep<T> do
  let step = it.step
  step()
end

fn make<T>(step :: Fun() -> IterStep<T>) -> Iter<T> = Iter { step: step }

# ---- Sources ----

## The elements of a list, a map (as pairs), a set, a range or any other Iterable.
pub fn from<C>(source :: C) where C: Iterable = source.iter()

## The elements of a list.
pub fn from_list<T>(xs :: List<T>) -> Iter<T> = list_from(xs, 0)

fn list_from<T>(xs :: List<T>, i :: Int) -> Iter<T> do
  make(fn ->
    if i < List.length(xs) do IterNext(List.get(xs, i), list_from(xs, i + 1)) else IterDone end
  end)
end

## The numbers from `a` up to, not including, `b`.
pub fn range(a :: Int, b :: Int) -> Iter<Int> do
  make(fn -> if a < b do IterNext(a, range(a + 1, b)) else IterDone end end)
end

## No element.
pub fn empty<T>() -> Iter<T> = make(fn -> IterDone end)

## One element.
pub fn once<T>(x :: T) -> Iter<T> = make(fn -> IterNext(x, empty()) end)

## `x` without end.
pub fn repeat<T>(x :: T) -> Iter<T> = make(fn -> IterNext(x, repeat(x)) end)

## What `f` gives, again and again without end.
pub fn repeat_with<T>(f :: Fun() -> T) -> Iter<T> = make(fn -> IterNext(f(), repeat_with(f)) end)

## `seed`, `f(seed)`, `f(f(seed))` and so on without end.
pub fn iterate<T>(seed :: T, f :: Fun(T) -> T) -> Iter<T> do
  make(fn -> IterNext(seed, make(fn -> pull(iterate(f(seed), f)) end)) end)
end

## Elements made from a state, until `f` gives None.
pub fn unfold<S, T>(state :: S, f :: Fun(S) -> Option<(T, S)>) -> Iter<T> do
  make(fn do
    case f(state) do
      Some((x, next)) -> IterNext(x, unfold(next, f))
      None -> IterDone
    end
  end)
end

## What `f` gives until it gives None.
pub fn from_fn<T>(f :: Fun() -> T?) -> Iter<T> do
  make(fn do
    case f() do
      Some(x) -> IterNext(x, from_fn(f))
      None -> IterDone
    end
  end)
end

## The elements over and over; nothing when there are none.
pub fn cycle<T>(it :: Iter<T>) -> Iter<T> = cycle_from(it, it)

fn cycle_from<T>(it :: Iter<T>, whole :: Iter<T>) -> Iter<T> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> IterNext(x, cycle_from(rest, whole))
      IterDone ->
        case pull(whole) do
          IterNext(x, rest) -> IterNext(x, cycle_from(rest, whole))
          IterDone -> IterDone
        end
    end
  end)
end

# ---- Adapters ----

## `f` of each element.
pub fn map<T, U>(it :: Iter<T>, f :: Fun(T) -> U) -> Iter<U> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> IterNext(f(x), map(rest, f))
      IterDone -> IterDone
    end
  end)
end

## The elements for which `p` holds.
pub fn filter<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Iter<T> = make(fn -> filter_step(it, p) end)

fn filter_step<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> IterStep<T> do
  case pull(it) do
    IterNext(x, rest) -> if p(x) do IterNext(x, filter(rest, p)) else filter_step(rest, p) end
    IterDone -> IterDone
  end
end

## The elements for which `p` does not hold.
pub fn reject<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Iter<T> = filter(it, fn x -> !p(x) end)

## The values inside the Somes that `f` gives.
pub fn filter_map<T, U>(it :: Iter<T>, f :: Fun(T) -> U?) -> Iter<U> =
  make(fn -> filter_map_step(it, f) end)

fn filter_map_step<T, U>(it :: Iter<T>, f :: Fun(T) -> U?) -> IterStep<U> do
  case pull(it) do
    IterNext(x, rest) ->
      case f(x) do
        Some(y) -> IterNext(y, filter_map(rest, f))
        None -> filter_map_step(rest, f)
      end
    IterDone -> IterDone
  end
end

## The elements of what `f` gives, one after another.
pub fn flat_map<T, U>(it :: Iter<T>, f :: Fun(T) -> Iter<U>) -> Iter<U> do
  make(fn -> flat_step(empty(), it, f) end)
end

fn flat_step<T, U>(inner :: Iter<U>, it :: Iter<T>, f :: Fun(T) -> Iter<U>) -> IterStep<U> do
  case pull(inner) do
    IterNext(y, rest) -> IterNext(y, make(fn -> flat_step(rest, it, f) end))
    IterDone ->
      case pull(it) do
        IterNext(x, rest) -> flat_step(f(x), rest, f)
        IterDone -> IterDone
      end
  end
end

## The first `n` elements; the source is not asked for more.
pub fn take<T>(it :: Iter<T>, n :: Int) -> Iter<T> do
  make(fn do
    if n < 1 do
      IterDone
    else
      case pull(it) do
        IterNext(x, rest) -> IterNext(x, take(rest, n - 1))
        IterDone -> IterDone
      end
    end
  end)
end

## All but the first `n` elements.
pub fn skip<T>(it :: Iter<T>, n :: Int) -> Iter<T> = make(fn -> skip_step(it, n) end)

fn skip_step<T>(it :: Iter<T>, n :: Int) -> IterStep<T> do
  if n < 1 do
    pull(it)
  else
    case pull(it) do
      IterNext(_, rest) -> skip_step(rest, n - 1)
      IterDone -> IterDone
    end
  end
end

## The elements up to the first for which `p` fails.
pub fn take_while<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Iter<T> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) when p(x) -> IterNext(x, take_while(rest, p))
      _ -> IterDone
    end
  end)
end

## The elements from the first on for which `p` fails.
pub fn skip_while<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Iter<T> =
  make(fn -> skip_while_step(it, p) end)

fn skip_while_step<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> IterStep<T> do
  case pull(it) do
    IterNext(x, rest) -> if p(x) do skip_while_step(rest, p) else IterNext(x, rest) end
    IterDone -> IterDone
  end
end

## The values inside the Somes that `f` gives, up to the first None.
pub fn map_while<T, U>(it :: Iter<T>, f :: Fun(T) -> U?) -> Iter<U> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) ->
        case f(x) do
          Some(y) -> IterNext(y, map_while(rest, f))
          None -> IterDone
        end
      IterDone -> IterDone
    end
  end)
end

## The first element and every `n`-th after it. Panics when n < 1.
pub fn step_by<T>(it :: Iter<T>, n :: Int) -> Iter<T> do
  if n < 1 do
    panic("Iter.step_by: step #{n} is less than 1")
  end
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> IterNext(x, step_by(skip(rest, n - 1), n))
      IterDone -> IterDone
    end
  end)
end

## The elements of `a`, then those of `b`.
pub fn chain<T>(a :: Iter<T>, b :: Iter<T>) -> Iter<T> do
  make(fn do
    case pull(a) do
      IterNext(x, rest) -> IterNext(x, chain(rest, b))
      IterDone -> pull(b)
    end
  end)
end

## Each element with its index from 0 in front.
pub fn enumerate<T>(it :: Iter<T>) -> Iter<(Int, T)> = number_from(it, 0)

fn number_from<T>(it :: Iter<T>, i :: Int) -> Iter<(Int, T)> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> IterNext((i, x), number_from(rest, i + 1))
      IterDone -> IterDone
    end
  end)
end

## Pairs of elements, up to the shorter side; `a` is asked first.
pub fn zip<T, U>(a :: Iter<T>, b :: Iter<U>) -> Iter<(T, U)> = zip_with(a, b, fn x, y -> (x, y) end)

## `f` of pairs of elements, up to the shorter side.
pub fn zip_with<T, U, V>(a :: Iter<T>, b :: Iter<U>, f :: Fun(T, U) -> V) -> Iter<V> do
  make(fn do
    case pull(a) do
      IterDone -> IterDone
      IterNext(x, a_rest) ->
        case pull(b) do
          IterNext(y, b_rest) -> IterNext(f(x, y), zip_with(a_rest, b_rest, f))
          IterDone -> IterDone
        end
    end
  end)
end

## Lists of `n` elements; the last may be shorter. Panics when n < 1.
pub fn chunk<T>(it :: Iter<T>, n :: Int) -> Iter<List<T>> do
  if n < 1 do
    panic("Iter.chunk: size #{n} is less than 1")
  end
  make(fn -> chunk_step(it, n, []) end)
end

fn chunk_step<T>(it :: Iter<T>, n :: Int, part :: List<T>) -> IterStep<List<T>> do
  if List.length(part) == n do
    IterNext(part, chunk(it, n))
  else
    case pull(it) do
      IterNext(x, rest) -> chunk_step(rest, n, List.append(part, x))
      IterDone -> if List.is_empty(part) do IterDone else IterNext(part, empty()) end
    end
  end
end

## Every list of `n` neighbours. Panics when n < 1.
pub fn window<T>(it :: Iter<T>, n :: Int) -> Iter<List<T>> do
  if n < 1 do
    panic("Iter.window: size #{n} is less than 1")
  end
  make(fn -> window_step(it, n, []) end)
end

fn window_step<T>(it :: Iter<T>, n :: Int, part :: List<T>) -> IterStep<List<T>> do
  case pull(it) do
    IterDone -> IterDone
    IterNext(x, rest) -> do
      let next = List.append(part, x)
      if List.length(next) < n do
        window_step(rest, n, next)
      else
        IterNext(next, make(fn -> window_step(rest, n, List.tail(next)) end))
      end
    end
  end
end

## What was so far after each element, beginning with `f(init, x0)`.
pub fn scan<T, U>(it :: Iter<T>, init :: U, f :: Fun(U, T) -> U) -> Iter<U> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> do
        let next = f(init, x)
        IterNext(next, scan(rest, next, f))
      end
      IterDone -> IterDone
    end
  end)
end

## The elements as they are; `f` is called for each that is asked for.
pub fn inspect<T, U>(it :: Iter<T>, f :: Fun(T) -> U) -> Iter<T> do
  map(it, fn x do
    let _ = f(x)
    x
  end)
end

## The elements without those equal to the one before.
pub fn dedup<T>(it :: Iter<T>) -> Iter<T> where T: Eq = make(fn -> dedup_step(it, None) end)

fn dedup_step<T>(it :: Iter<T>, last :: T?) -> IterStep<T> where T: Eq do
  case pull(it) do
    IterNext(x, rest) ->
      if Some(x) == last do
        dedup_step(rest, last)
      else
        IterNext(x, make(fn -> dedup_step(rest, Some(x)) end))
      end
    IterDone -> IterDone
  end
end

## The elements with `separator` between them.
pub fn intersperse<T>(it :: Iter<T>, separator :: T) -> Iter<T> do
  make(fn do
    case pull(it) do
      IterNext(x, rest) -> IterNext(x, flat_map(rest, fn y -> from_list([separator, y]) end))
      IterDone -> IterDone
    end
  end)
end

## The elements in ascending order; the source is gone through at the first step.
pub fn sort<T>(it :: Iter<T>) -> Iter<T> where T: Ord =
  make(fn -> pull(from_list(List.sort(to_list(it)))) end)

# ---- Terminals ----

## All elements.
pub fn to_list<T>(it :: Iter<T>) -> List<T> do
  for x in it do x end
end

## Combines all elements from the left.
pub fn reduce<T, U>(it :: Iter<T>, init :: U, f :: Fun(U, T) -> U) -> U do
  case pull(it) do
    IterNext(x, rest) -> reduce(rest, f(init, x), f)
    IterDone -> init
  end
end

## Combines from the left as long as `f` gives Ok; an Err ends it with its value.
pub fn fold_while<T, U>(it :: Iter<T>, init :: U, f :: Fun(U, T) -> U!U) -> U do
  case pull(it) do
    IterNext(x, rest) ->
      case f(init, x) do
        Ok(next) -> fold_while(rest, next, f)
        Err(last) -> last
      end
    IterDone -> init
  end
end

## Calls `f` for each element.
pub fn for_each<T, U>(it :: Iter<T>, f :: Fun(T) -> U) -> () do
  for x in it do
    let _ = f(x)
  end
  ()
end

## Calls `f` for each element up to the first Err, which is then the result.
pub fn try_each<T, E>(it :: Iter<T>, f :: Fun(T) -> ()!E) -> ()!E do
  case pull(it) do
    IterNext(x, rest) ->
      case f(x) do
        Ok(_) -> try_each(rest, f)
        Err(e) -> Err(e)
      end
    IterDone -> Ok(())
  end
end

## How many elements there are.
pub fn count<T>(it :: Iter<T>) -> Int = reduce(it, 0, fn n, _ -> n + 1 end)

## The sum of the elements.
pub fn sum<T>(it :: Iter<T>) -> T where T: Add, T: Default =
  reduce(it, default(), fn a, b -> a + b end)

## The product of the elements; 1 when there are none.
pub fn product(it :: Iter<Int>) -> Int = reduce(it, 1, fn a, b -> a * b end)

## Whether `p` holds for some element.
pub fn any<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Bool = Option.is_some(find(it, p))

## Whether `p` holds for every element.
pub fn all<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Bool = !any(it, fn x -> !p(x) end)

## The first element for which `p` holds.
pub fn find<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> T? do
  case pull(it) do
    IterNext(x, rest) -> if p(x) do Some(x) else find(rest, p) end
    IterDone -> None
  end
end

## The index of the first element for which `p` holds.
pub fn position<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> Int? do
  Option.map(find(enumerate(it), fn((_, x)) -> p(x) end), fn((i, _)) -> i end)
end

## The first element, or None.
pub fn first<T>(it :: Iter<T>) -> T? = find(it, fn _ -> true end)

## The last element, or None.
pub fn last<T>(it :: Iter<T>) -> T? = reduce(it, None, fn _, x -> Some(x) end)

## The element at index `i` from 0, or None.
pub fn nth<T>(it :: Iter<T>, i :: Int) -> T? = if i < 0 do None else first(skip(it, i)) end

## The smallest element, or None.
pub fn min<T>(it :: Iter<T>) -> T? where T: Ord = min_by(it, fn x -> x end)

## The largest element, or None.
pub fn max<T>(it :: Iter<T>) -> T? where T: Ord = max_by(it, fn x -> x end)

## The first element with the smallest key, or None.
pub fn min_by<T, K>(it :: Iter<T>, key :: Fun(T) -> K) -> T? where K: Ord do
  reduce(it, None, fn best, x -> nearer(best, x, fn a, b -> key(b) < key(a) end) end)
end

## The first element with the largest key, or None.
pub fn max_by<T, K>(it :: Iter<T>, key :: Fun(T) -> K) -> T? where K: Ord do
  reduce(it, None, fn best, x -> nearer(best, x, fn a, b -> key(a) < key(b) end) end)
end

fn nearer<T>(best :: T?, x :: T, better :: Fun(T, T) -> Bool) -> T? do
  case best do
    Some(y) -> if better(y, x) do Some(x) else best end
    None -> Some(x)
  end
end

## Those for which `p` holds, and the others.
pub fn partition<T>(it :: Iter<T>, p :: Fun(T) -> Bool) -> (List<T>, List<T>) =
  List.partition(to_list(it), p)

## The elements by their key.
pub fn group_by<T, K>(it :: Iter<T>, key :: Fun(T) -> K) -> Map<K, List<T>> where K: Hash, K: Eq do
  reduce(it, Map.new(), fn groups, x ->
    Map.update(groups, key(x), [x], fn xs -> List.append(xs, x) end)
  end)
end

## The texts of the elements with `separator` between them.
pub fn join<T>(it :: Iter<T>, separator :: String) -> String where T: Display do
  String.join(for x in it do x.to_string() end, separator)
end
