##! Sets: each element once, in the order they came. Adding a member or removing a non-member changes nothing.

## Elements that are told apart by Eq and found by Hash.
pub struct Set<T> do
  members :: Map<T, ()>
end deriving()

## The empty set.
pub fn new<T>() -> Set<T> = Set { members: Map.new() }

## A set of the elements of a list.
pub fn from_list<T>(xs :: List<T>) -> Set<T> where T: Hash, T: Eq = Set {
  members: Map.from_keys(xs, ())
}

## A set of the elements of an Iter.
pub fn collect<T>(it :: SetIterator<T>) -> Set<T> where T: Hash, T: Eq =
  from_list(for x in it do x end)

## The elements in order.
pub fn to_list<T>(s :: Set<T>) -> List<T> = Map.keys(s.members)

## `s` with `x`.
pub fn add<T>(s :: Set<T>, x :: T) -> Set<T> where T: Hash, T: Eq = Set {
  members: Map.put(s.members, x, ())
}

## `s` without `x`.
pub fn remove<T>(s :: Set<T>, x :: T) -> Set<T> where T: Hash, T: Eq = Set {
  members: Map.delete(s.members, x)
}

## Another name of `remove`.
pub fn delete<T>(s :: Set<T>, x :: T) -> Set<T> where T: Hash, T: Eq = remove(s, x)

## `s` without `x` if it is a member, else with it.
pub fn toggle<T>(s :: Set<T>, x :: T) -> Set<T> where T: Hash, T: Eq =
  if contains(s, x) do remove(s, x) else add(s, x) end

## Whether `x` is a member.
pub fn contains<T>(s :: Set<T>, x :: T) -> Bool where T: Hash, T: Eq = Map.has_key(s.members, x)

## How many members there are.
pub fn size<T>(s :: Set<T>) -> Int = Map.size(s.members)

## Whether there is no member.
pub fn is_empty<T>(s :: Set<T>) -> Bool = size(s) == 0

## The members of either, those of `a` first.
pub fn union<T>(a :: Set<T>, b :: Set<T>) -> Set<T> where T: Hash, T: Eq = Set {
  members: Map.merge(a.members, b.members)
}

## The members of both, in the order of `a`.
pub fn intersection<T>(a :: Set<T>, b :: Set<T>) -> Set<T> where T: Hash, T: Eq =
  filter(a, fn x -> contains(b, x) end)

## The members of `a` that are none of `b`.
pub fn difference<T>(a :: Set<T>, b :: Set<T>) -> Set<T> where T: Hash, T: Eq =
  filter(a, fn x -> !contains(b, x) end)

## The members of exactly one.
pub fn symmetric_difference<T>(a :: Set<T>, b :: Set<T>) -> Set<T> where T: Hash, T: Eq =
  union(difference(a, b), difference(b, a))

## Whether every member of `a` is one of `b`.
pub fn is_subset<T>(a :: Set<T>, b :: Set<T>) -> Bool where T: Hash, T: Eq =
  all(a, fn x -> contains(b, x) end)

## Whether every member of `b` is one of `a`.
pub fn is_superset<T>(a :: Set<T>, b :: Set<T>) -> Bool where T: Hash, T: Eq = is_subset(b, a)

## Whether no member of `a` is one of `b`.
pub fn is_disjoint<T>(a :: Set<T>, b :: Set<T>) -> Bool where T: Hash, T: Eq =
  !any(a, fn x -> contains(b, x) end)

## The set of `f` of each member.
pub fn map<T, U>(s :: Set<T>, f :: Fun(T) -> U) -> Set<U> where U: Hash, U: Eq =
  from_list(List.map(to_list(s), f))

## The members for which `p` holds.
pub fn filter<T>(s :: Set<T>, p :: Fun(T) -> Bool) -> Set<T> where T: Hash, T: Eq do
  Set { members: Map.filter(s.members, fn x, _ -> p(x) end) }
end

## Those for which `p` holds, and the others.
pub fn partition<T>(s :: Set<T>, p :: Fun(T) -> Bool) -> (Set<T>, Set<T>) where T: Hash, T: Eq do
  (filter(s, p), filter(s, fn x -> !p(x) end))
end

## Combines all members in order.
pub fn fold<T, U>(s :: Set<T>, init :: U, f :: Fun(U, T) -> U) -> U =
  Map.fold(s.members, init, fn acc, x, _ -> f(acc, x) end)

## Whether `p` holds for some member.
pub fn any<T>(s :: Set<T>, p :: Fun(T) -> Bool) -> Bool = Map.any(s.members, fn x, _ -> p(x) end)

## Whether `p` holds for every member.
pub fn all<T>(s :: Set<T>, p :: Fun(T) -> Bool) -> Bool = !any(s, fn x -> !p(x) end)

## Calls `f` for each member.
pub fn each<T, U>(s :: Set<T>, f :: Fun(T) -> U) -> () = Map.each(s.members, fn x, _ -> f(x) end)

impl Iterable for Set<T> do
  type Item = T
  type Iter = Iter<T>
  fn iter(self) -> Iter<T> = Iter.from_list(to_list(self))
end

impl Eq for Set<T> where T: Hash, T: Eq do
  fn eq(self, other :: Set<T>) -> Bool = size(self) == size(other) && is_subset(self, other)
end

impl Hash for Set<T> where T: Hash do
  fn hash(self) -> Int = fold(self, size(self), fn sum, x -> Int.wrapping_add(sum, x.hash()) end)
end

impl Display for Set<T> where T: Display do
  fn to_string(self) -> String do
    let parts = for x in to_list(self) do x.to_string() end
    "\#{" <> String.join(parts, ", ") <> "}"
  end
end

impl Debug for Set<T> where T: Debug do
  fn inspect(self) -> String do
    let parts = for x in to_list(self) do x.inspect() end
    "\#{" <> String.join(parts, ", ") <> "}"
  end
end

impl Default for Set<T> do
  fn default() -> Set<T> = new()
end
