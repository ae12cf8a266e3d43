##! Maps: dictionaries that keep the order in which keys came.
##!
##! Replacing the value of a key keeps its place; deleting it and adding it again moves it to the end. A map with
##! one owner is changed in place.

extern "mesh_map_new" fn empty<K, V>() -> Map<K, V>
@inplace extern "mesh_map_put" fn put_owned<K, V>(
  take m :: Map<K, V>,
  take key :: K,
  take value :: V
) -> Map<K, V> where K: Hash + Eq
extern "mesh_map_find" fn find_slot<K, V>(m :: Map<K, V>, key :: K) -> Int where K: Hash + Eq
extern "mesh_map_key_at" fn key_at<K, V>(m :: Map<K, V>, slot :: Int) -> K
extern "mesh_map_value_at" fn value_at<K, V>(m :: Map<K, V>, slot :: Int) -> V
extern "mesh_map_lift_at" fn lift_at<K, V>(m :: Map<K, V>, slot :: Int) -> V
@inplace extern "mesh_map_set_at" fn set_at<K, V>(
  take m :: Map<K, V>,
  slot :: Int,
  take value :: V
) -> Map<K, V>
@inplace extern "mesh_map_delete" fn delete_owned<K, V>(
  take m :: Map<K, V>,
  key :: K
) -> Map<K, V> where K: Hash + Eq
extern "mesh_map_size" pure fn count_of<K, V>(m :: Map<K, V>) -> Int
extern "mesh_map_next" fn next_slot<K, V>(m :: Map<K, V>, slot :: Int) -> Int

## The empty map.
pub fn new<K, V>() -> Map<K, V> = empty()

## `m` with `key` leading to `value`.
pub fn put<K, V>(m :: Map<K, V>, key :: K, value :: V) -> Map<K, V> where K: Hash, K: Eq =
  put_owned(m, key, value)

## The value of a key; a missing key gives the default value of V.
pub fn get<K, V>(m :: Map<K, V>, key :: K) -> V where K: Hash, K: Eq, V: Default do
  let slot = find_slot(m, key)
  if slot < 0 do default() else value_at(m, slot) end
end

## The value of a key, or `fallback`.
pub fn get<K, V>(m :: Map<K, V>, key :: K, fallback :: V) -> V where K: Hash, K: Eq do
  let slot = find_slot(m, key)
  if slot < 0 do fallback else value_at(m, slot) end
end

## The value of a key, or None.
pub fn get_opt<K, V>(m :: Map<K, V>, key :: K) -> V? where K: Hash, K: Eq do
  let slot = find_slot(m, key)
  if slot < 0 do None else Some(value_at(m, slot)) end
end

## Whether the key is there.
pub fn has_key<K, V>(m :: Map<K, V>, key :: K) -> Bool where K: Hash, K: Eq = find_slot(m, key) >= 0

## `m` without the key.
pub fn delete<K, V>(m :: Map<K, V>, key :: K) -> Map<K, V> where K: Hash, K: Eq =
  delete_owned(m, key)

## How many keys there are.
pub fn size<K, V>(m :: Map<K, V>) -> Int = count_of(m)

## Whether there is no key.
pub fn is_empty<K, V>(m :: Map<K, V>) -> Bool = count_of(m) == 0

## The keys in order.
pub fn keys<K, V>(m :: Map<K, V>) -> List<K> = keys_from(m, next_slot(m, -1), [])

fn keys_from<K, V>(m :: Map<K, V>, slot :: Int, out :: List<K>) -> List<K> do
  if slot < 0 do out else keys_from(m, next_slot(m, slot), List.append(out, key_at(m, slot))) end
end

## The values in the order of their keys.
pub fn values<K, V>(m :: Map<K, V>) -> List<V> = values_from(m, next_slot(m, -1), [])

fn values_from<K, V>(m :: Map<K, V>, slot :: Int, out :: List<V>) -> List<V> do
  if slot < 0 do
    out
  else
    values_from(m, next_slot(m, slot), List.append(out, value_at(m, slot)))
  end
end

## The keys with their values in order.
pub fn to_list<K, V>(m :: Map<K, V>) -> List<(K, V)> = pairs_from(m, next_slot(m, -1), [])

fn pairs_from<K, V>(m :: Map<K, V>, slot :: Int, out :: List<(K, V)>) -> List<(K, V)> do
  if slot < 0 do
    out
  else
    pairs_from(m, next_slot(m, slot), List.append(out, (key_at(m, slot), value_at(m, slot))))
  end
end

## A map of the pairs; a later value of a key wins, at the first one's place.
pub fn from_list<K, V>(pairs :: List<(K, V)>) -> Map<K, V> where K: Hash, K: Eq do
  List.reduce(pairs, new(), fn(m, (key, value)) -> put_owned(m, key, value) end)
end

## A map of the pairs of an Iter, as `from_list`.
pub fn collect<K, V>(it :: MapIterator<(K, V)>) -> Map<K, V> where K: Hash, K: Eq =
  from_list(for pair in it do pair end)

## `a` and `b` together; the values of `b` win.
pub fn merge<K, V>(a :: Map<K, V>, b :: Map<K, V>) -> Map<K, V> where K: Hash, K: Eq do
  fold(b, a, fn(m, key, value) -> put_owned(m, key, value) end)
end

## `f` of what was so far, a key and its value, over all keys in order.
pub fn fold<K, V, U>(m :: Map<K, V>, init :: U, f :: Fun(U, K, V) -> U) -> U =
  fold_from(m, next_slot(m, -1), init, f)

fn fold_from<K, V, U>(m :: Map<K, V>, slot :: Int, acc :: U, f :: Fun(U, K, V) -> U) -> U do
  if slot < 0 do
    acc
  else
    fold_from(m, next_slot(m, slot), f(acc, key_at(m, slot), value_at(m, slot)), f)
  end
end

## `f` of each value, under the same keys.
pub fn map_values<K, V, U>(m :: Map<K, V>, f :: Fun(V) -> U) -> Map<K, U> where K: Hash, K: Eq do
  fold(m, new(), fn(out, key, value) -> put_owned(out, key, f(value)) end)
end

## The keys for which `p` holds.
pub fn filter<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Map<K, V> where K: Hash, K: Eq do
  fold(m, new(), fn(out, key, value) ->
    if p(key, value) do put_owned(out, key, value) else out end
  end)
end

## `m` with `f` of the key's value, or `initial` when the key is new.
pub fn update<K, V>(
  m :: Map<K, V>,
  key :: K,
  initial :: V,
  f :: Fun(V) -> V
) -> Map<K, V> where K: Hash, K: Eq do
  let slot = find_slot(m, key)
  if slot < 0 do put_owned(m, key, initial) else set_at(m, slot, f(lift_at(m, slot))) end
end

## `m` with the key, unless it is there already.
pub fn put_new<K, V>(m :: Map<K, V>, key :: K, value :: V) -> Map<K, V> where K: Hash, K: Eq do
  if has_key(m, key) do m else put_owned(m, key, value) end
end

## `m` with what `f` makes of the key's value: None means no such key, before and after.
pub fn update_opt<K, V>(
  m :: Map<K, V>,
  key :: K,
  f :: Fun(V?) -> V?
) -> Map<K, V> where K: Hash, K: Eq do
  case f(get_opt(m, key)) do
    Some(value) -> put_owned(m, key, value)
    None -> delete_owned(m, key)
  end
end

## The value of a key, and `m` without it.
pub fn pop<K, V>(m :: Map<K, V>, key :: K) -> (V?, Map<K, V>) where K: Hash, K: Eq =
  (get_opt(m, key), delete_owned(m, key))

## The values under `f` of their keys; of equal keys the last wins.
pub fn map_keys<K, V, L>(m :: Map<K, V>, f :: Fun(K) -> L) -> Map<L, V> where L: Hash, L: Eq do
  fold(m, new(), fn out, key, value -> put_owned(out, f(key), value) end)
end

## The keys for which `p` does not hold.
pub fn reject<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Map<K, V> where K: Hash, K: Eq do
  filter(m, fn key, value -> !p(key, value) end)
end

## The values inside the Somes that `f` gives, under the same keys.
pub fn filter_map<K, V, U>(
  m :: Map<K, V>,
  f :: Fun(K, V) -> U?
) -> Map<K, U> where K: Hash, K: Eq do
  fold(m, new(), fn out, key, value ->
    case f(key, value) do
      Some(kept) -> put_owned(out, key, kept)
      None -> out
    end
  end)
end

## Calls `f` for each key and value.
pub fn each<K, V, U>(m :: Map<K, V>, f :: Fun(K, V) -> U) -> () do
  fold(m, (), fn _, key, value do
    let _ = f(key, value)
  end)
end

## The first key with its value for which `p` holds.
pub fn find<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Option<(K, V)> =
  find_from(m, next_slot(m, -1), p)

fn find_from<K, V>(m :: Map<K, V>, slot :: Int, p :: Fun(K, V) -> Bool) -> Option<(K, V)> do
  if slot < 0 do
    None
  else if p(key_at(m, slot), value_at(m, slot)) do
    Some((key_at(m, slot), value_at(m, slot)))
  else
    find_from(m, next_slot(m, slot), p)
  end
end

## Whether `p` holds for some key and value.
pub fn any<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Bool = Option.is_some(find(m, p))

## Whether `p` holds for every key and value.
pub fn all<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Bool =
  !any(m, fn key, value -> !p(key, value) end)

## For how many keys `p` holds.
pub fn count<K, V>(m :: Map<K, V>, p :: Fun(K, V) -> Bool) -> Int do
  fold(m, 0, fn n, key, value -> if p(key, value) do n + 1 else n end end)
end

## `a` and `b` together; `f` makes one value of the two of a key that both have.
pub fn merge<K, V>(
  a :: Map<K, V>,
  b :: Map<K, V>,
  f :: Fun(K, V, V) -> V
) -> Map<K, V> where K: Hash, K: Eq do
  fold(b, a, fn out, key, value ->
    case get_opt(a, key) do
      Some(old) -> put_owned(out, key, f(key, old, value))
      None -> put_owned(out, key, value)
    end
  end)
end

## Only these keys, in their order in `m`.
pub fn take<K, V>(m :: Map<K, V>, wanted :: List<K>) -> Map<K, V> where K: Hash, K: Eq do
  let set = from_keys(wanted, ())
  filter(m, fn key, _ -> has_key(set, key) end)
end

## All but these keys.
pub fn drop<K, V>(m :: Map<K, V>, unwanted :: List<K>) -> Map<K, V> where K: Hash, K: Eq do
  List.reduce(unwanted, m, fn out, key -> delete_owned(out, key) end)
end

## The keys for which `p` holds, and the others.
pub fn split<K, V>(
  m :: Map<K, V>,
  p :: Fun(K, V) -> Bool
) -> (Map<K, V>, Map<K, V>) where K: Hash, K: Eq do
  (filter(m, p), reject(m, p))
end

## Values to keys; of equal values the last key wins.
pub fn invert<K, V>(m :: Map<K, V>) -> Map<V, K> where V: Hash, V: Eq do
  fold(m, new(), fn out, key, value -> put_owned(out, value, key) end)
end

## A map from each key to the same value.
pub fn from_keys<K, V>(keys :: List<K>, value :: V) -> Map<K, V> where K: Hash, K: Eq do
  List.reduce(keys, new(), fn m, key -> put_owned(m, key, value) end)
end

## The pair with the smallest `by(key, value)`, the first of several.
pub fn min_by<K, V, B>(m :: Map<K, V>, by :: Fun(K, V) -> B) -> Option<(K, V)> where B: Ord do
  List.min_by(to_list(m), fn((key, value)) -> by(key, value) end)
end

## The pair with the largest `by(key, value)`, the first of several.
pub fn max_by<K, V, B>(m :: Map<K, V>, by :: Fun(K, V) -> B) -> Option<(K, V)> where B: Ord do
  List.max_by(to_list(m), fn((key, value)) -> by(key, value) end)
end

## The pairs in ascending order of their keys.
pub fn to_sorted_list<K, V>(m :: Map<K, V>) -> List<(K, V)> where K: Ord do
  List.sort_by(to_list(m), fn((key, _)) -> key end)
end

## The map with its keys in ascending order.
pub fn sort_by_key<K, V>(m :: Map<K, V>) -> Map<K, V> where K: Ord, K: Hash, K: Eq =
  from_list(to_sorted_list(m))

impl Eq for Map<K, V> where K: Hash, K: Eq, V: Eq do
  fn eq(self, other :: Map<K, V>) -> Bool do
    size(self) == size(other) &&
      List.all(to_list(self), fn((key, value)) -> get_opt(other, key) == Some(value) end)
  end
end

impl Display for Map<K, V> where K: Display, V: Display do
  fn to_string(self) -> String do
    let parts =
      for (key, value) in to_list(self) do "#{key.to_string()} => #{value.to_string()}" end
    "%{" <> String.join(parts, ", ") <> "}"
  end
end

impl Debug for Map<K, V> where K: Debug, V: Debug do
  fn inspect(self) -> String do
    let parts = for (key, value) in to_list(self) do "#{key.inspect()} => #{value.inspect()}" end
    "%{" <> String.join(parts, ", ") <> "}"
  end
end

impl Default for Map<K, V> do
  fn default() -> Map<K, V> do
    empty()
  end
end

# Two equal maps may keep their keys in different orders, so the parts are added.
impl Hash for Map<K, V> where K: Hash, V: Hash do
  fn hash(self) -> Int do
    fold(self, size(self), fn sum, key, value -> Int.wrapping_add(sum, (key, value).hash()) end)
  end
end
