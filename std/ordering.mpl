##! Functions on `Ordering`: how one value stands to another.

## Less for Greater and the other way round.
pub fn reverse(o :: Ordering) -> Ordering do
  case o do
    Less -> Greater
    Equal -> Equal
    Greater -> Less
  end
end

## `a`, or `b` where `a` is Equal.
pub fn then(a :: Ordering, b :: Ordering) -> Ordering = then_with(a, fn -> b end)

## `a`, or what `f` gives where `a` is Equal.
pub fn then_with(a :: Ordering, f :: Fun() -> Ordering) -> Ordering do
  case a do
    Equal -> f()
    _ -> a
  end
end

## -1, 0 or 1.
pub fn to_int(o :: Ordering) -> Int do
  case o do
    Less -> -1
    Equal -> 0
    Greater -> 1
  end
end

## The ordering a negative number, zero or a positive number stands for.
pub fn from_int(n :: Int) -> Ordering = n.compare(0)

pub fn is_lt(o :: Ordering) -> Bool = to_int(o) < 0
pub fn is_eq(o :: Ordering) -> Bool = to_int(o) == 0
pub fn is_gt(o :: Ordering) -> Bool = to_int(o) > 0

## A comparison by a key, for `List.sort_with`.
pub fn by<T, K>(key :: Fun(T) -> K) -> Fun(T, T) -> Ordering where K: Ord =
  fn a, b -> key(a).compare(key(b)) end
