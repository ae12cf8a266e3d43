##! Maps ordered by key: a tree whose halves never differ much in weight. Finding, adding and removing take logarithmic
##! time; a changed map shares all but the way to the change with the one before.

type Tree<K, V> do
  Tip
  Node(weight :: Int, key :: K, value :: V, left :: Tree<K, V>, right :: Tree<K, V>)
end deriving()

## Keys are compared by Ord; each is there once.
pub struct SortedMap<K, V> do
  tree :: Tree<K, V>
end deriving()

# ---- Trees: a half is never more than three times as heavy as the other ----

fn weight<K, V>(t :: Tree<K, V>) -> Int do
  case t do
    Tip -> 0
    Node(n, _, _, _, _) -> n
  end
end

fn node<K, V>(key :: K, value :: V, left :: Tree<K, V>, right :: Tree<K, V>) -> Tree<K, V> =
  Node(weight(left) + weight(right) + 1, key, value, left, right)

fn balanced<K, V>(key :: K, value :: V, left :: Tree<K, V>, right :: Tree<K, V>) -> Tree<K, V> do
  let a = weight(left)
  let b = weight(right)
  if a + b < 2 do
    node(key, value, left, right)
  else if b > 3 * a do
    turned_left(key, value, left, right)
  else if a > 3 * b do
    turned_right(key, value, left, right)
  else
    node(key, value, left, right)
  end
end

fn turned_left<K, V>(key :: K, value :: V, left :: Tree<K, V>, right :: Tree<K, V>) -> Tree<K, V> do
  case right do
    Node(_, k, v, Node(n, k2, v2, a, b), c) when n >= 2 * weight(c) ->
      node(k2, v2, node(key, value, left, a), node(k, v, b, c))
    Node(_, k, v, a, c) -> node(k, v, node(key, value, left, a), c)
    Tip -> node(key, value, left, right)
  end
end

fn turned_right<K, V>(
  key :: K,
  value :: V,
  left :: Tree<K, V>,
  right :: Tree<K, V>
) -> Tree<K, V> do
  case left do
    Node(_, k, v, a, Node(n, k2, v2, b, c)) when n >= 2 * weight(a) ->
      node(k2, v2, node(k, v, a, b), node(key, value, c, right))
    Node(_, k, v, a, c) -> node(k, v, a, node(key, value, c, right))
    Tip -> node(key, value, left, right)
  end
end

fn with_entry<K, V>(t :: Tree<K, V>, key :: K, value :: V) -> Tree<K, V> where K: Ord do
  case t do
    Tip -> Node(1, key, value, Tip, Tip)
    Node(n, k, v, left, right) -> do
      if key < k do
        balanced(k, v, with_entry(left, key, value), right)
      else if k < key do
        balanced(k, v, left, with_entry(right, key, value))
      else
        Node(n, key, value, left, right)
      end
    end
  end
end

fn without<K, V>(t :: Tree<K, V>, key :: K) -> Tree<K, V> where K: Ord do
  case t do
    Tip -> Tip
    Node(_, k, v, left, right) -> do
      if key < k do
        balanced(k, v, without(left, key), right)
      else if k < key do
        balanced(k, v, left, without(right, key))
      else
        joined(left, right)
      end
    end
  end
end

# Every key of `left` is before those of `right`.
fn joined<K, V>(left :: Tree<K, V>, right :: Tree<K, V>) -> Tree<K, V> do
  case taken_first(right) do
    Some((k, v, rest)) -> balanced(k, v, left, rest)
    None -> left
  end
end

fn taken_first<K, V>(t :: Tree<K, V>) -> Option<(K, V, Tree<K, V>)> do
  case t do
    Tip -> None
    Node(_, k, v, Tip, right) -> Some((k, v, right))
    Node(_, k, v, left, right) ->
      Option.map(taken_first(left), fn((first, value, rest)) ->
        (first, value, balanced(k, v, rest, right))
      end)
  end
end

fn taken_last<K, V>(t :: Tree<K, V>) -> Option<(K, V, Tree<K, V>)> do
  case t do
    Tip -> None
    Node(_, k, v, left, Tip) -> Some((k, v, left))
    Node(_, k, v, left, right) ->
      Option.map(taken_last(right), fn((last, value, rest)) ->
        (last, value, balanced(k, v, left, rest))
      end)
  end
end

fn found<K, V>(t :: Tree<K, V>, key :: K) -> V? where K: Ord do
  case t do
    Tip -> None
    Node(_, k, v, left, right) ->
      if key < k do found(left, key) else if k < key do found(right, key) else Some(v) end
  end
end

fn folded<K, V, U>(t :: Tree<K, V>, init :: U, f :: Fun(U, K, V) -> U) -> U do
  case t do
    Tip -> init
    Node(_, k, v, left, right) -> folded(right, f(folded(left, init, f), k, v), f)
  end
end

# ---- Making ----

## The empty map.
pub fn new<K, V>() -> SortedMap<K, V> = SortedMap { tree: Tip }

## A map of pairs; the last of those with one key counts.
pub fn from_list<K, V>(pairs :: List<(K, V)>) -> SortedMap<K, V> where K: Ord =
  List.reduce(pairs, new(), fn m, (k, v) -> put(m, k, v) end)

## A map of the pairs of an Iter.
pub fn collect<K, V>(it :: Iter<(K, V)>) -> SortedMap<K, V> where K: Ord =
  from_list(for pair in it do pair end)

## `m` with `value` at `key`.
pub fn put<K, V>(
  m :: SortedMap<K, V>,
  key :: K,
  value :: V
) -> SortedMap<K, V> where K: Ord = SortedMap { tree: with_entry(m.tree, key, value) }

## `m` without `key`.
pub fn delete<K, V>(m :: SortedMap<K, V>, key :: K) -> SortedMap<K, V> where K: Ord =
  if has_key(m, key) do SortedMap { tree: without(m.tree, key) } else m end

## `m` with what `f` makes of the value at `key`, or with `initial` when there is none.
pub fn update<K, V>(
  m :: SortedMap<K, V>,
  key :: K,
  initial :: V,
  f :: Fun(V) -> V
) -> SortedMap<K, V> where K: Ord do
  case get_opt(m, key) do
    Some(old) -> put(m, key, f(old))
    None -> put(m, key, initial)
  end
end

## The entries of both; where both have a key, the value of `b`.
pub fn merge<K, V>(a :: SortedMap<K, V>, b :: SortedMap<K, V>) -> SortedMap<K, V> where K: Ord =
  fold(b, a, fn m, k, v -> put(m, k, v) end)

# ---- Finding ----

## The value at `key`, or None.
pub fn get_opt<K, V>(m :: SortedMap<K, V>, key :: K) -> V? where K: Ord = found(m.tree, key)

## The value at `key`, or `fallback`.
pub fn get<K, V>(m :: SortedMap<K, V>, key :: K, fallback :: V) -> V where K: Ord =
  Option.unwrap_or(get_opt(m, key), fallback)

## Whether there is an entry at `key`.
pub fn has_key<K, V>(m :: SortedMap<K, V>, key :: K) -> Bool where K: Ord =
  Option.is_some(get_opt(m, key))

## How many entries there are.
pub fn size<K, V>(m :: SortedMap<K, V>) -> Int = weight(m.tree)

## Whether there is no entry.
pub fn is_empty<K, V>(m :: SortedMap<K, V>) -> Bool = size(m) == 0

## The entry with the smallest key, or None.
pub fn first<K, V>(m :: SortedMap<K, V>) -> Option<(K, V)> =
  Option.map(taken_first(m.tree), fn((k, v, _)) -> (k, v) end)

## The entry with the largest key, or None.
pub fn last<K, V>(m :: SortedMap<K, V>) -> Option<(K, V)> =
  Option.map(taken_last(m.tree), fn((k, v, _)) -> (k, v) end)

## The entry with the smallest key and the map without it, or None.
pub fn pop_first<K, V>(m :: SortedMap<K, V>) -> Option<((K, V), SortedMap<K, V>)> =
  Option.map(taken_first(m.tree), fn((k, v, rest)) -> ((k, v), SortedMap { tree: rest }) end)

## The entry with the largest key and the map without it, or None.
pub fn pop_last<K, V>(m :: SortedMap<K, V>) -> Option<((K, V), SortedMap<K, V>)> =
  Option.map(taken_last(m.tree), fn((k, v, rest)) -> ((k, v), SortedMap { tree: rest }) end)

## The entry with the largest key that is not behind `key`, or None.
pub fn floor<K, V>(m :: SortedMap<K, V>, key :: K) -> Option<(K, V)> where K: Ord =
  floor_in(m.tree, key, None)

fn floor_in<K, V>(
  t :: Tree<K, V>,
  key :: K,
  best :: Option<(K, V)>
) -> Option<(K, V)> where K: Ord do
  case t do
    Tip -> best
    Node(_, k, v, left, right) ->
      if key < k do floor_in(left, key, best) else floor_in(right, key, Some((k, v))) end
  end
end

## The entry with the smallest key that is not before `key`, or None.
pub fn ceiling<K, V>(m :: SortedMap<K, V>, key :: K) -> Option<(K, V)> where K: Ord =
  ceiling_in(m.tree, key, None)

fn ceiling_in<K, V>(
  t :: Tree<K, V>,
  key :: K,
  best :: Option<(K, V)>
) -> Option<(K, V)> where K: Ord do
  case t do
    Tip -> best
    Node(_, k, v, left, right) ->
      if k < key do ceiling_in(right, key, best) else ceiling_in(left, key, Some((k, v))) end
  end
end

## The entries from `start` up to, not including, `end_`, in order. Only these are looked at.
pub fn range<K, V>(m :: SortedMap<K, V>, start :: K, end_ :: K) -> List<(K, V)> where K: Ord =
  range_in(m.tree, start, end_, [])

fn range_in<K, V>(
  t :: Tree<K, V>,
  start :: K,
  end_ :: K,
  out :: List<(K, V)>
) -> List<(K, V)> where K: Ord do
  case t do
    Tip -> out
    Node(_, k, v, left, right) -> do
      if k < start do
        range_in(right, start, end_, out)
      else if k >= end_ do
        range_in(left, start, end_, out)
      else
        range_in(right, start, end_, List.append(range_in(left, start, end_, out), (k, v)))
      end
    end
  end
end

# ---- All entries, in the order of their keys ----

## `f` from `init` over all entries.
pub fn fold<K, V, U>(m :: SortedMap<K, V>, init :: U, f :: Fun(U, K, V) -> U) -> U =
  folded(m.tree, init, f)

## `f` of every entry.
pub fn each<K, V, U>(m :: SortedMap<K, V>, f :: Fun(K, V) -> U) -> () do
  for (k, v) in to_list(m) do f(k, v) end
  ()
end

## The entries as pairs.
pub fn to_list<K, V>(m :: SortedMap<K, V>) -> List<(K, V)> =
  fold(m, [], fn out, k, v -> List.append(out, (k, v)) end)

## The keys.
pub fn keys<K, V>(m :: SortedMap<K, V>) -> List<K> =
  fold(m, [], fn out, k, _ -> List.append(out, k) end)

## The values, in the order of their keys.
pub fn values<K, V>(m :: SortedMap<K, V>) -> List<V> =
  fold(m, [], fn out, _, v -> List.append(out, v) end)

## The same keys with `f` of their values.
pub fn map_values<K, V, U>(m :: SortedMap<K, V>, f :: Fun(V) -> U) -> SortedMap<K, U> = SortedMap {
  tree: mapped(m.tree, f)
}

fn mapped<K, V, U>(t :: Tree<K, V>, f :: Fun(V) -> U) -> Tree<K, U> do
  case t do
    Tip -> Tip
    Node(n, k, v, left, right) -> do
      let before = mapped(left, f)
      let value = f(v)
      Node(n, k, value, before, mapped(right, f))
    end
  end
end

## The entries for which `p` holds.
pub fn filter<K, V>(m :: SortedMap<K, V>, p :: Fun(K, V) -> Bool) -> SortedMap<K, V> where K: Ord =
  fold(m, new(), fn out, k, v -> if p(k, v) do put(out, k, v) else out end end)

# ---- Traits ----

impl Iterable for SortedMap<K, V> do
  type Item = (K, V)
  type Iter = List<(K, V)>
  fn iter(self) -> List<(K, V)> = to_list(self)
end

impl Eq for SortedMap<K, V> where K: Eq, V: Eq do
  fn eq(self, other :: SortedMap<K, V>) -> Bool = to_list(self) == to_list(other)
end

impl Hash for SortedMap<K, V> where K: Hash, V: Hash do
  fn hash(self) -> Int = to_list(self).hash()
end

impl Display for SortedMap<K, V> where K: Display, V: Display do
  fn to_string(self) -> String do
    let parts =
      for (key, value) in to_list(self) do "#{key.to_string()} => #{value.to_string()}" end
    "SortedMap{" <> String.join(parts, ", ") <> "}"
  end
end

impl Debug for SortedMap<K, V> where K: Debug, V: Debug do
  fn inspect(self) -> String do
    let parts = for (key, value) in to_list(self) do "#{key.inspect()} => #{value.inspect()}" end
    "SortedMap{" <> String.join(parts, ", ") <> "}"
  end
end

impl Default for SortedMap<K, V> do
  fn default() -> SortedMap<K, V> = new()
end
