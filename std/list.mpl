##! Lists: eager, homogeneous, indexable sequences.
##!
##! A list is a view of a growable buffer, so `length`, `get`, `tail`, `take`, `drop` and `slice` take constant
##! time and `append` and `prepend` amortised constant time.

pub extern "@list_length" pure fn length<T>(xs :: List<T>) -> Int
extern "@list_get_unchecked" pure fn get_unchecked<T>(xs :: List<T>, i :: Int) -> T
extern "mesh_list_push" fn push<T>(take xs :: List<T>, take x :: T) -> List<T>
extern "mesh_list_prepend" fn push_front<T>(take xs :: List<T>, take x :: T) -> List<T>
extern "mesh_list_slice" fn slice_unchecked<T>(take xs :: List<T>, start :: Int, end_ :: Int) -> List<T>
extern "mesh_list_set" fn set_unchecked<T>(take xs :: List<T>, i :: Int, take x :: T) -> List<T>
extern "mesh_list_reverse" fn reverse_owned<T>(take xs :: List<T>) -> List<T>
extern "mesh_list_concat" fn join_lists<T>(take a :: List<T>, take b :: List<T>) -> List<T>

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
pub fn reduce<T, U>(xs :: List<T>, init :: U, f :: Fun(U, T) -> U) -> U = reduce_from(xs, 0, init, f)

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
pub fn map_result<T, U, E>(xs :: List<T>, f :: Fun(T) -> U!E) -> List<U>!E = map_result_from(xs, 0, f, [])

fn map_result_from<T, U, E>(xs :: List<T>, i :: Int, f :: Fun(T) -> U!E, out :: List<U>) -> List<U>!E do
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
  merge_sort(xs, fn(a, b) -> b < a end)
end

## The elements in ascending order of `key`. Stable.
pub fn sort_by<T, K>(xs :: List<T>, key :: Fun(T) -> K) -> List<T> where K: Ord do
  merge_sort(xs, fn(a, b) -> key(b) < key(a) end)
end

# `after(a, b)`: a belongs behind b.
fn merge_sort<T>(xs :: List<T>, after_ :: Fun(T, T) -> Bool) -> List<T> = merge_passes(xs, 1, after_)

fn merge_passes<T>(xs :: List<T>, width :: Int, after_ :: Fun(T, T) -> Bool) -> List<T> do
  if width >= length(xs) do
    xs
  else
    merge_passes(merge_pass(xs, width, 0, after_, []), width * 2, after_)
  end
end

fn merge_pass<T>(xs :: List<T>, width :: Int, at :: Int, after_ :: Fun(T, T) -> Bool, out :: List<T>) -> List<T> do
  let n = length(xs)
  if at >= n do
    out
  else
    let middle = clamp(at + width, 0, n)
    let stop = clamp(middle + width, 0, n)
    merge_pass(xs, width, stop, after_, merge_runs(xs, at, middle, middle, stop, after_, out))
  end
end

fn merge_runs<T>(xs :: List<T>, i :: Int, i_end :: Int, j :: Int, j_end :: Int, after_ :: Fun(T, T) -> Bool, out :: List<T>) -> List<T> do
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
  if is_empty(xs) do None else Some(reduce(xs, get_unchecked(xs, 0), fn(a, b) -> if b < a do b else a end end)) end
end

## The largest element, or None.
pub fn max<T>(xs :: List<T>) -> T? where T: Ord do
  if is_empty(xs) do None else Some(reduce(xs, get_unchecked(xs, 0), fn(a, b) -> if a < b do b else a end end)) end
end
