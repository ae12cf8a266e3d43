##! Maps: dictionaries that keep the order in which keys came.
##!
##! Replacing the value of a key keeps its place; deleting it and adding it again moves it to the end. A map with
##! one owner is changed in place.

extern "mesh_map_new" fn empty<K, V>() -> Map<K, V>
extern "mesh_map_put" fn put_owned<K, V>(take m :: Map<K, V>, take key :: K, take value :: V) -> Map<K, V> where K: Hash + Eq
extern "mesh_map_find" fn find_slot<K, V>(m :: Map<K, V>, key :: K) -> Int where K: Hash + Eq
extern "mesh_map_key_at" fn key_at<K, V>(m :: Map<K, V>, slot :: Int) -> K
extern "mesh_map_value_at" fn value_at<K, V>(m :: Map<K, V>, slot :: Int) -> V
extern "mesh_map_delete" fn delete_owned<K, V>(take m :: Map<K, V>, key :: K) -> Map<K, V> where K: Hash + Eq
extern "mesh_map_size" pure fn count_of<K, V>(m :: Map<K, V>) -> Int
extern "mesh_map_next" fn next_slot<K, V>(m :: Map<K, V>, slot :: Int) -> Int

## The empty map.
pub fn new<K, V>() -> Map<K, V> = empty()

## `m` with `key` leading to `value`.
pub fn put<K, V>(m :: Map<K, V>, key :: K, value :: V) -> Map<K, V> where K: Hash, K: Eq = put_owned(m, key, value)

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
pub fn delete<K, V>(m :: Map<K, V>, key :: K) -> Map<K, V> where K: Hash, K: Eq = delete_owned(m, key)

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
  if slot < 0 do out else values_from(m, next_slot(m, slot), List.append(out, value_at(m, slot))) end
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
pub fn collect<K, V>(it :: MapIterator<(K, V)>) -> Map<K, V> where K: Hash, K: Eq = from_list(for pair in it do pair end)

## `a` and `b` together; the values of `b` win.
pub fn merge<K, V>(a :: Map<K, V>, b :: Map<K, V>) -> Map<K, V> where K: Hash, K: Eq do
  fold(b, a, fn(m, key, value) -> put_owned(m, key, value) end)
end

## `f` of what was so far, a key and its value, over all keys in order.
pub fn fold<K, V, U>(m :: Map<K, V>, init :: U, f :: Fun(U, K, V) -> U) -> U = fold_from(m, next_slot(m, -1), init, f)

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
  fold(m, new(), fn(out, key, value) -> if p(key, value) do put_owned(out, key, value) else out end end)
end

## `m` with `f` of the key's value, or `initial` when the key is new.
pub fn update<K, V>(m :: Map<K, V>, key :: K, initial :: V, f :: Fun(V) -> V) -> Map<K, V> where K: Hash, K: Eq do
  let slot = find_slot(m, key)
  let value = if slot < 0 do initial else f(value_at(m, slot)) end
  put_owned(m, key, value)
end

impl Eq for Map<K, V> where K: Hash, K: Eq, V: Eq do
  fn eq(self, other :: Map<K, V>) -> Bool do
    size(self) == size(other) && List.all(to_list(self), fn((key, value)) -> get_opt(other, key) == Some(value) end)
  end
end

impl Display for Map<K, V> where K: Display, V: Display do
  fn to_string(self) -> String do
    let parts = for (key, value) in to_list(self) do "#{key.to_string()} => #{value.to_string()}" end
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
