##! Tuples. `first`, `second`, `nth` and `size` work for every size and are known to the compiler.

## `(b, a)` of `(a, b)`.
pub fn swap<A, B>(pair :: (A, B)) -> (B, A) do
  let (a, b) = pair
  (b, a)
end

## `f` of the first element.
pub fn map_first<A, B, C>(pair :: (A, B), f :: Fun(A) -> C) -> (C, B) do
  let (a, b) = pair
  (f(a), b)
end

## `f` of the second element.
pub fn map_second<A, B, C>(pair :: (A, B), f :: Fun(B) -> C) -> (A, C) do
  let (a, b) = pair
  (a, f(b))
end
