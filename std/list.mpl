##! Lists: eager, homogeneous, indexable sequences.
##!
##! A list is a view of a growable buffer, so `length`, `get`, `tail`, `take`, `drop` and `slice` take constant
##! time and `append` and `prepend` amortised constant time.

pub extern "@list_length" pure fn length<T>(xs :: List<T>) -> Int
extern "@list_get_unchecked" pure fn get_unchecked<T>(xs :: List<T>, i :: Int) -> T
@inplace extern "mesh_list_push" fn push<T>(take xs :: List<T>, take x :: T) -> List<T>
@inplace extern "mesh_list_prepend" fn push_front<T>(take xs :: List<T>, take x :: T) -> List<T>
extern "mesh_list_slice" fn slice_unchecked<T>(
  take xs :: List<T>,
  start :: Int,
  end_ :: Int
) -> List<T>
@inplace extern "mesh_list_set" fn set_unchecked<T>(
  take xs :: List<T>,
  i :: Int,
  take x :: T
) -> List<T>
@inplace extern "mesh_list_reverse" fn reverse_owned<T>(take xs :: List<T>) -> List<T>
extern "mesh_list_of_ints" pure fn holds_ints<T>(xs :: List<T>) -> Bool
@inplace extern "mesh_list_sort_ints" fn sort_ints<T>(take xs :: List<T>) -> List<T>
@inplace extern "mesh_list_concat" fn join_lists<T>(take a :: List<T>, take b :: List<T>) -> List<T>

## The empty list.
pub fn new<T>() -> List<T> = []

## Whether there is no element.
pub fn is_empty<T>(xs :: List<T>) -> Bool = length(xs) == 0

## `xs` with `x` at the end.
pub fn append<T>(xs :: List<T>, x :: T) -> List<T> = push(xs, x)

## `xs` with `x` in front.
pub fn prepend<T>(xs :: List<T>, x :: T) -> List<T> = push_front(xs, x)

## The first element; panics when the list is empty.
pub fn head<T>(xs :: List<T>) -> T do
  if length(xs) == 0 do
    panic("List.head: empty list")
  else
    get_unchecked(xs, 0)
  end
end

## The first element, or None.
pub fn head_opt<T>(xs :: List<T>) -> T? = get_opt(xs, 0)

## All but the first element; panics when the list is empty.
pub fn tail<T>(xs :: List<T>) -> List<T> do
  if length(xs) == 0 do
    panic("List.tail: empty list")
  else
    slice_unchecked(xs, 1, length(xs))
  end
end

## All but the first element, or None when the list is empty.
pub fn tail_opt<T>(xs :: List<T>) -> List<T>? do
  if length(xs) == 0 do None else Some(slice_unchecked(xs, 1, length(xs))) end
end

## The last element; panics when the list is empty.
pub fn last<T>(xs :: List<T>) -> T do
  if length(xs) == 0 do
    panic("List.last: empty list")
  else
    get_unchecked(xs, length(xs) - 1)
  end
end

## The last element, or None.
pub fn last_opt<T>(xs :: List<T>) -> T? = get_opt(xs, length(xs) - 1)

## The element at index `i` from 0; panics outside of the list.
pub fn get<T>(xs :: List<T>, i :: Int) -> T do
  if i < 0 || i >= length(xs) do
    panic("List.get: index #{i} out of bounds (length #{length(xs)})")
  else
    get_unchecked(xs, i)
  end
end

## The element at index `i`, or None.
pub fn get_opt<T>(xs :: List<T>, i :: Int) -> T? do
  if i < 0 || i >= length(xs) do None else Some(get_unchecked(xs, i)) end
end

## Another name of `get`.
pub fn nth<T>(xs :: List<T>, i :: Int) -> T = get(xs, i)

## `xs` with the element at index `i` replaced; panics outside of the list.
pub fn set<T>(xs :: List<T>, i :: Int, x :: T) -> List<T> do
  if i < 0 || i >= length(xs) do
    panic("List.set: index #{i} out of bounds (length #{length(xs)})")
  else
    set_unchecked(xs, i, x)
  end
end

## `a` followed by `b`.
pub fn concat<T>(a :: List<T>, b :: List<T>) -> List<T> = join_lists(a, b)

## The elements from index `start` up to, not including, `stop`; both are clamped.
pub fn slice<T>(xs :: List<T>, start :: Int, stop :: Int) -> List<T> do
  let n = length(xs)
  let from_ = clamp(start, 0, n)
  let to = clamp(stop, from_, n)
  slice_unchecked(xs, from_, to)
end

fn clamp(x :: Int, low :: Int, high :: Int) -> Int do
  if x < low do low else if x > high do high else x end
end

## The first `n` elements.
pub fn take<T>(xs :: List<T>, n :: Int) -> List<T> = slice(xs, 0, n)

## All but the first `n` elements.
pub fn drop<T>(xs :: List<T>, n :: Int) -> List<T> = slice(xs, n, length(xs))

## The elements in the opposite order.
pub fn reverse<T>(xs :: List<T>) -> List<T> = reverse_owned(xs)

## `f` of each element.
pub fn map<T, U>(xs :: List<T>, f :: Fun(T) -> U) -> List<U> do
  for x in xs do f(x) end
end

## `f` of each index and element.
pub fn map_indexed<T, U>(xs :: List<T>, f :: Fun(Int, T) -> U) -> List<U> do
  for i in 0..length(xs) do f(i, get_unchecked(xs, i)) end
end

## The elements for which `p` holds.
pub fn filter<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> List<T> do
  for x in xs when p(x) do x end
end

## The elements for which `p` does not hold.
pub fn reject<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> List<T> do
  for x in xs when !p(x) do x end
end

## Combines all elements from the left: `f(f(init, x0), x1)` and so on.
pub fn reduce<T, U>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U) -> U =
  reduce_from(xs, 0, init, f)

fn reduce_from<T, U>(xs :: List<T>, i :: Int, acc :: U, f :: Fun(U, T) -> U) -> U do
  if i == length(xs) do acc else reduce_from(xs, i + 1, f(acc, get_unchecked(xs, i)), f) end
end

## Combines all elements from the right.
pub fn fold_right<T, U>(xs :: List<T>, init :: U, f :: Fun(T, U) -> U) -> U do
  reduce(reverse(xs), init, fn(acc, x) -> f(x, acc) end)
end

## Calls `f` for each element.
pub fn each<T, U>(xs :: List<T>, f :: Fun(T) -> U) -> () do
  for x in xs do
    let _ = f(x)
  end
  ()
end

## The first element for which `p` holds.
pub fn find<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> T? do
  case find_index(xs, p) do
    Some(i) -> Some(get_unchecked(xs, i))
    None -> None
  end
end

## The index of the first element for which `p` holds.
pub fn find_index<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> Int? = find_index_from(xs, 0, p)

fn find_index_from<T>(xs :: List<T>, i :: Int, p :: Fun(T) -> Bool) -> Int? do
  if i == length(xs) do
    None
  else if p(get_unchecked(xs, i)) do
    Some(i)
  else
    find_index_from(xs, i + 1, p)
  end
end

## The index of the first element equal to `x`.
pub fn index_of<T>(xs :: List<T>, x :: T) -> Int? where T: Eq do
  find_index(xs, fn y -> y == x end)
end

## The first Some that `f` gives for an element.
pub fn find_map<T, U>(xs :: List<T>, f :: Fun(T) -> U?) -> U? = find_map_from(xs, 0, f)

fn find_map_from<T, U>(xs :: List<T>, i :: Int, f :: Fun(T) -> U?) -> U? do
  if i == length(xs) do
    None
  else
    case f(get_unchecked(xs, i)) do
      Some(y) -> Some(y)
      None -> find_map_from(xs, i + 1, f)
    end
  end
end

## Whether `p` holds for some element.
pub fn any<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> Bool do
  case find_index(xs, p) do
    Some(_) -> true
    None -> false
  end
end

## Whether `p` holds for every element.
pub fn all<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> Bool = !any(xs, fn x -> !p(x) end)

## Whether `p` holds for no element.
pub fn none<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> Bool = !any(xs, p)

## Whether some element equals `x`.
pub fn contains<T>(xs :: List<T>, x :: T) -> Bool where T: Eq = any(xs, fn y -> y == x end)

## How many elements satisfy `p`.
pub fn count<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> Int do
  reduce(xs, 0, fn(n, x) -> if p(x) do n + 1 else n end end)
end

## Pairs of elements with the same index, up to the shorter list.
pub fn zip<T, U>(a :: List<T>, b :: List<U>) -> List<(T, U)> do
  let n = if length(a) < length(b) do length(a) else length(b) end
  for i in 0..n do (get_unchecked(a, i), get_unchecked(b, i)) end
end

## The two lists of which `zip` made the pairs.
pub fn unzip<T, U>(pairs :: List<(T, U)>) -> (List<T>, List<U>) do
  (for (a, _) in pairs do a end, for (_, b) in pairs do b end)
end

## The lists `f` gives, one after another.
pub fn flat_map<T, U>(xs :: List<T>, f :: Fun(T) -> List<U>) -> List<U> do
  reduce(xs, [], fn(out, x) -> join_lists(out, f(x)) end)
end

## The lists one after another.
pub fn flatten<T>(xss :: List<List<T>>) -> List<T> do
  reduce(xss, [], fn(out, xs) -> join_lists(out, xs) end)
end

## The values inside the Somes that `f` gives.
pub fn filter_map<T, U>(xs :: List<T>, f :: Fun(T) -> U?) -> List<U> do
  reduce(xs, [], fn(out, x) do
    case f(x) do
      Some(y) -> push(out, y)
      None -> out
    end
  end)
end

## Each element with its index in front.
pub fn enumerate<T>(xs :: List<T>) -> List<(Int, T)> do
  for i in 0..length(xs) do (i, get_unchecked(xs, i)) end
end

## Those for which `p` holds, and the others.
pub fn partition<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> (List<T>, List<T>) do
  (filter(xs, p), reject(xs, p))
end

## `f` of each element up to the first Err, which is then the result.
pub fn map_result<T, U, E>(xs :: List<T>, f :: Fun(T) -> U!E) -> List<U>!E =
  map_result_from(xs, 0, f, [])

fn map_result_from<T, U, E>(
  xs :: List<T>,
  i :: Int,
  f :: Fun(T) -> U!E,
  out :: List<U>
) -> List<U>!E do
  if i == length(xs) do
    Ok(out)
  else
    case f(get_unchecked(xs, i)) do
      Ok(y) -> map_result_from(xs, i + 1, f, push(out, y))
      Err(e) -> Err(e)
    end
  end
end

## The elements up to the first for which `p` fails.
pub fn take_while<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> List<T> do
  case find_index(xs, fn x -> !p(x) end) do
    Some(i) -> take(xs, i)
    None -> xs
  end
end

## The elements from the first on for which `p` fails.
pub fn drop_while<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> List<T> do
  case find_index(xs, fn x -> !p(x) end) do
    Some(i) -> drop(xs, i)
    None -> []
  end
end

## Pieces of `n` elements; the last may be shorter. Panics when n < 1.
pub fn chunk<T>(xs :: List<T>, n :: Int) -> List<List<T>> do
  if n < 1 do
    panic("List.chunk: size #{n} is less than 1")
  else
    for i in 0..((length(xs) + n - 1) / n) do slice(xs, i * n, i * n + n) end
  end
end

## The elements without later ones equal to an earlier one.
pub fn uniq<T>(xs :: List<T>) -> List<T> where T: Eq do
  reduce(xs, [], fn(out, x) -> if contains(out, x) do out else push(out, x) end end)
end

## `n` times `x`.
pub fn repeat<T>(x :: T, n :: Int) -> List<T> = for _ in 0..n do x end

## The sum of the elements.
pub fn sum<T>(xs :: List<T>) -> T where T: Add, T: Default do
  reduce(xs, default(), fn(a, b) -> a + b end)
end

## All elements of an Iter.
pub fn collect<T>(it :: ListIterator<T>) -> List<T> = for x in it do x end

## The elements in ascending order by `compare`, which gives a negative, zero or positive number. Stable.
pub fn sort<T>(xs :: List<T>, compare :: Fun(T, T) -> Int) -> List<T> do
  merge_sort(xs, fn(a, b) -> compare(b, a) < 0 end)
end

## The elements in ascending order. Stable.
pub fn sort<T>(xs :: List<T>) -> List<T> where T: Ord do
  if holds_ints(xs) do sort_ints(xs) else merge_sort(xs, fn(a, b) -> b < a end) end
end

## The elements in ascending order of `key`. Stable.
pub fn sort_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> List<T> where K: Ord do
  merge_sort(xs, fn(a, b) -> key(b) < key(a) end)
end

# `after(a, b)`: a belongs behind b.
fn merge_sort<T>(xs :: List<T>, after_ :: Fun(T, T) -> Bool) -> List<T> =
  merge_passes(xs, 1, after_)

fn merge_passes<T>(xs :: List<T>, width :: Int, after_ :: Fun(T, T) -> Bool) -> List<T> do
  if width >= length(xs) do
    xs
  else
    merge_passes(merge_pass(xs, width, 0, after_, []), width * 2, after_)
  end
end

fn merge_pass<T>(
  xs :: List<T>,
  width :: Int,
  at :: Int,
  after_ :: Fun(T, T) -> Bool,
  out :: List<T>
) -> List<T> do
  let n = length(xs)
  if at >= n do
    out
  else
    let middle = clamp(at + width, 0, n)
    let stop = clamp(middle + width, 0, n)
    merge_pass(xs, width, stop, after_, merge_runs(xs, at, middle, middle, stop, after_, out))
  end
end

fn merge_runs<T>(
  xs :: List<T>,
  i :: Int,
  i_end :: Int,
  j :: Int,
  j_end :: Int,
  after_ :: Fun(T, T) -> Bool,
  out :: List<T>
) -> List<T> do
  if i == i_end && j == j_end do
    out
  else if i == i_end do
    merge_runs(xs, i, i_end, j + 1, j_end, after_, push(out, get_unchecked(xs, j)))
  else if j == j_end || !after_(get_unchecked(xs, i), get_unchecked(xs, j)) do
    merge_runs(xs, i + 1, i_end, j, j_end, after_, push(out, get_unchecked(xs, i)))
  else
    merge_runs(xs, i, i_end, j + 1, j_end, after_, push(out, get_unchecked(xs, j)))
  end
end

## The smallest element, or None.
pub fn min<T>(xs :: List<T>) -> T? where T: Ord do
  if is_empty(xs) do
    None
  else
    Some(reduce(xs, get_unchecked(xs, 0), fn(a, b) -> if b < a do b else a end end))
  end
end

## The largest element, or None.
pub fn max<T>(xs :: List<T>) -> T? where T: Ord do
  if is_empty(xs) do
    None
  else
    Some(reduce(xs, get_unchecked(xs, 0), fn(a, b) -> if a < b do b else a end end))
  end
end

## The elements in descending order. Stable.
pub fn sort_desc<T>(xs :: List<T>) -> List<T> where T: Ord = merge_sort(xs, fn a, b -> a < b end)

## The elements in ascending order by `compare`. Stable.
pub fn sort_with<T>(xs :: List<T>, compare :: Fun(T, T) -> Ordering) -> List<T> do
  merge_sort(xs, fn a, b ->
    case compare(b, a) do
      Less -> true
      _ -> false
    end
  end)
end

## The product of the elements; 1 when there are none.
pub fn product(xs :: List<Int>) -> Int = reduce(xs, 1, fn a, b -> a * b end)

## The first element with the smallest key, or None.
pub fn min_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> T? where K: Ord do
  best_by(xs, fn a, b -> key(b) < key(a) end)
end

## The first element with the largest key, or None.
pub fn max_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> T? where K: Ord do
  best_by(xs, fn a, b -> key(a) < key(b) end)
end

# `better(a, b)`: b is preferred.
fn best_by<T>(xs :: List<T>, better :: Fun(T, T) -> Bool) -> T? do
  if is_empty(xs) do
    None
  else
    Some(reduce(xs, get_unchecked(xs, 0), fn a, b -> if better(a, b) do b else a end end))
  end
end

## The elements without later ones whose key equals that of an earlier one.
pub fn uniq_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> List<T> where K: Hash, K: Eq do
  let (kept, _) = reduce(xs, ([], Map.new()), fn((out, seen), x) ->
    let k = key(x)
    if Map.has_key(seen, k) do (out, seen) else (push(out, x), Map.put(seen, k, ())) end
  end)
  kept
end

## The elements without those equal to the one before.
pub fn dedup<T>(xs :: List<T>) -> List<T> where T: Eq do
  for i in 0..length(xs) when i == 0 || get_unchecked(xs, i) != get_unchecked(xs, i - 1) do
    get_unchecked(xs, i)
  end
end

## How often each element occurs, in the order of first occurrence.
pub fn frequencies<T>(xs :: List<T>) -> Map<T, Int> where T: Hash, T: Eq do
  reduce(xs, Map.new(), fn counts, x -> Map.update(counts, x, 1, fn n -> n + 1 end) end)
end

## The elements by their key, keys in the order of first occurrence.
pub fn group_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> Map<K, List<T>> where K: Hash, K: Eq do
  reduce(xs, Map.new(), fn groups, x ->
    Map.update(groups, key(x), [x], fn group -> push(group, x) end)
  end)
end

## A map from the key of each element to the element; later ones win.
pub fn to_map<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> Map<K, T> where K: Hash, K: Eq do
  reduce(xs, Map.new(), fn m, x -> Map.put(m, key(x), x) end)
end

## Runs of neighbours with equal keys.
pub fn chunk_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> List<List<T>> where K: Eq do
  let starts = for i in 0..length(xs) when i == 0 ||
    key(get_unchecked(xs, i)) != key(get_unchecked(xs, i - 1)) do
    i
  end
  for (start, stop) in zip(starts, push(drop(starts, 1), length(xs))) do slice(xs, start, stop) end
end

## Every list of `n` neighbours. Panics when n < 1.
pub fn window<T>(xs :: List<T>, n :: Int) -> List<List<T>> do
  if n < 1 do
    panic("List.window: size #{n} is less than 1")
  end
  for i in 0..(length(xs) - n + 1) do slice(xs, i, i + n) end
end

## The first `n` elements, and the others.
pub fn split_at<T>(xs :: List<T>, n :: Int) -> (List<T>, List<T>) = (take(xs, n), drop(xs, n))

## The elements up to the first for which `p` fails, and the others.
pub fn split_while<T>(xs :: List<T>, p :: Fun(T) -> Bool) -> (List<T>, List<T>) do
  let first = take_while(xs, p)
  (first, drop(xs, length(first)))
end

## The last `n` elements.
pub fn take_last<T>(xs :: List<T>, n :: Int) -> List<T> =
  drop(xs, length(xs) - clamp(n, 0, length(xs)))

## All but the last `n` elements.
pub fn drop_last<T>(xs :: List<T>, n :: Int) -> List<T> =
  take(xs, length(xs) - clamp(n, 0, length(xs)))

## `xs` with `x` before index `i`, which is moved into 0..length.
pub fn insert_at<T>(xs :: List<T>, i :: Int, x :: T) -> List<T> do
  let at = clamp(i, 0, length(xs))
  join_lists(push(take(xs, at), x), drop(xs, at))
end

## `xs` with `f` of the element at index `i` in its place; unchanged outside of the list.
pub fn update_at<T>(xs :: List<T>, i :: Int, f :: Fun(T) -> T) -> List<T> do
  if i < 0 || i >= length(xs) do xs else set_unchecked(xs, i, f(get_unchecked(xs, i))) end
end

## `xs` without the element at index `i`; unchanged outside of the list.
pub fn delete_at<T>(xs :: List<T>, i :: Int) -> List<T> do
  if i < 0 || i >= length(xs) do xs else join_lists(take(xs, i), drop(xs, i + 1)) end
end

## `xs` without the first element equal to `x`.
pub fn delete<T>(xs :: List<T>, x :: T) -> List<T> where T: Eq do
  case index_of(xs, x) do
    Some(i) -> delete_at(xs, i)
    None -> xs
  end
end

## The elements with `separator` between them.
pub fn intersperse<T>(xs :: List<T>, separator :: T) -> List<T> do
  drop(flat_map(xs, fn x -> [separator, x] end), 1)
end

## Elements of `a` and `b` in turn, then what is left of the longer one.
pub fn interleave<T>(a :: List<T>, b :: List<T>) -> List<T> do
  let n = if length(a) < length(b) do length(a) else length(b) end
  let pairs = flat_map(zip(a, b), fn((x, y)) -> [x, y] end)
  join_lists(pairs, join_lists(drop(a, n), drop(b, n)))
end

## `f` of elements with the same index, up to the shorter list.
pub fn zip_with<T, U, V>(a :: List<T>, b :: List<U>, f :: Fun(T, U) -> V) -> List<V> do
  for (x, y) in zip(a, b) do f(x, y) end
end

## Triples of elements with the same index, up to the shortest list.
pub fn zip3<T, U, V>(a :: List<T>, b :: List<U>, c :: List<V>) -> List<(T, U, V)> do
  for ((x, y), z) in zip(zip(a, b), c) do (x, y, z) end
end

## Combines from the left as long as `f` gives Ok; an Err ends it with its value.
pub fn fold_while<T, U>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U!U) -> U do
  case reduce_result(xs, init, f) do
    Ok(all) -> all
    Err(last) -> last
  end
end

## Combines from the left up to the first Err, which is then the result.
pub fn reduce_result<T, U, E>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U!E) -> U!E =
  reduce_result_from(xs, 0, init, f)

fn reduce_result_from<T, U, E>(xs :: List<T>, i :: Int, acc :: U, f :: Fun(U, T) -> U!E) -> U!E do
  if i == length(xs) do
    Ok(acc)
  else
    case f(acc, get_unchecked(xs, i)) do
      Ok(next) -> reduce_result_from(xs, i + 1, next, f)
      Err(e) -> Err(e)
    end
  end
end

## What was so far after each element, beginning with `f(init, x0)`.
pub fn scan<T, U>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U) -> List<U> do
  let (all, _) = reduce(xs, ([], init), fn((out, acc), x) ->
    let next = f(acc, x)
    (push(out, next), next)
  end)
  all
end

## The numbers from `a` up to, not including, `b`.
pub fn range(a :: Int, b :: Int) -> List<Int> = for i in a..b do i end

## `f` of the numbers from 0 up to, not including, `n`.
pub fn init<T>(n :: Int, f :: Fun(Int) -> T) -> List<T> = for i in 0..n do f(i) end

## Rows as columns, up to the shortest row.
pub fn transpose<T>(rows :: List<List<T>>) -> List<List<T>> do
  let width = Option.unwrap_or(min(map(rows, fn row -> length(row) end)), 0)
  for i in 0..width do for row in rows do get_unchecked(row, i) end end
end

## Every way to choose `n` elements, in their order.
pub fn combinations<T>(xs :: List<T>, n :: Int) -> List<List<T>> do
  if n == 0 do
    [[]]
  else if n < 0 || n > length(xs) do
    []
  else
    let rest = drop(xs, 1)
    let with_first = map(combinations(rest, n - 1), fn c -> push_front(c, get_unchecked(xs, 0)) end)
    join_lists(with_first, combinations(rest, n))
  end
end

## The texts `f` gives, with `separator` between them.
pub fn join_map<T>(xs :: List<T>, separator :: String, f :: Fun(T) -> String) -> String do
  String.join(map(xs, f), separator)
end

## The index of an element equal to `x` in a list in ascending order.
pub fn binary_search<T>(xs :: List<T>, x :: T) -> Int? where T: Ord, T: Eq =
  search_between(xs, x, 0, length(xs))

fn search_between<T>(xs :: List<T>, x :: T, low :: Int, high :: Int) -> Int? where T: Ord, T: Eq do
  let middle = (low + high) / 2
  if low >= high do
    None
  else if get_unchecked(xs, middle) < x do
    search_between(xs, x, middle + 1, high)
  else if get_unchecked(xs, middle) == x do
    Some(middle)
  else
    search_between(xs, x, low, middle)
  end
end
