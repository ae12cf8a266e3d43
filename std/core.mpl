##! What the language itself stands on: Option, Result, Ordering, Range, the traits behind operators and
##! interpolation, and their impls for the types the compiler knows. Always loaded.

# ---- Types ----

## A value that may be absent; `T?` for short. `None` sorts first.
pub type Option<T> do
  None
  Some(T)
end deriving(Eq, Ord, Display, Debug, Hash)

## A value, or why there is none; `T!E` for short.
pub type Result<T, E> do
  Ok(T)
  Err(E)
end deriving(Eq, Ord, Display, Debug, Hash)

## How one value stands to another.
pub type Ordering do
  Less
  Equal
  Greater
end deriving(Eq, Ord, Display, Debug, Hash)

## The numbers from `start` up to, not including, `end_`; written `a..b`.
pub struct Range do
  start :: Int
  end_ :: Int
end deriving(Eq, Hash)

## A sequence whose elements are made when they are asked for: a function that gives the next element with the
## rest. As a value it can be gone through any number of times.
pub struct Iter<T> do
  step :: Fun() -> IterStep<T>
end deriving()

## One step of an Iter.
pub type IterStep<T> do
  IterDone
  IterNext(T, Iter<T>)
end deriving()

pub type ListIterator<T> = Iter<T>
pub type SetIterator<T> = Iter<T>
pub type MapIterator<T> = Iter<T>
pub type RangeIterator<T> = Iter<T>

# ---- Traits ----

## Equality: `==` and `!=`.
pub interface Eq do
  fn eq(self, other :: Self) -> Bool
end

## Order: `<`, `>`, `<=`, `>=` and `compare`.
pub interface Ord do
  fn lt(self, other :: Self) -> Bool

  fn le(self, other :: Self) -> Bool do
    !other.lt(self)
  end

  fn compare(self, other :: Self) -> Ordering do
    if self.lt(other) do
      Less
    else if other.lt(self) do
      Greater
    else
      Equal
    end
  end
end

## Text for people: interpolation.
pub interface Display do
  fn to_string(self) -> String
end

## Text for programmers: strings quoted, fields named.
pub interface Debug do
  fn inspect(self) -> String
end

## A number that equal values share; stable from run to run.
pub interface Hash do
  fn hash(self) -> Int
end

## The value to start from.
pub interface Default do
  fn default() -> Self
end

## Joining: `<>` and `++`.
pub interface Concat do
  fn concat(self, other :: Self) -> Self
end

## `+`
pub interface Add do
  type Output
  fn add(self, other :: Self) -> Self.Output
end

## `-`
pub interface Sub do
  type Output
  fn sub(self, other :: Self) -> Self.Output
end

## `*`
pub interface Mul do
  type Output
  fn mul(self, other :: Self) -> Self.Output
end

## `/`
pub interface Div do
  type Output
  fn div(self, other :: Self) -> Self.Output
end

## `%`
pub interface Mod do
  type Output
  fn mod(self, other :: Self) -> Self.Output
end

## Unary `-`
pub interface Neg do
  type Output
  fn neg(self) -> Self.Output
end

## What `!` and `not` do with a Bool. The operators take nothing else; another type's `not` is called by name.
pub interface Not do
  fn not(self) -> Bool
end

## Conversion that always succeeds; gives the source type `into()`, and errors of `?` their way.
pub interface From<T> do
  fn from(x :: T) -> Self
end

## The other side of From; follows from it.
pub interface Into<T> do
  fn into(self) -> T
end

## Conversion that may fail; gives the source type `try_into()`.
pub interface TryFrom<T> do
  type Error
  fn try_from(x :: T) -> Self!Self.Error
end

## The other side of TryFrom; follows from it.
pub interface TryInto<T> do
  type Error
  fn try_into(self) -> T!Self.Error
end

# ---- Helpers ----

extern "@word_eq" pure fn enum_eq<T>(a :: T, b :: T) -> Bool
extern "@int_lt" pure fn enum_lt<T>(a :: T, b :: T) -> Bool
# The word of a variant without payload is twice its index and one.
extern "@int_shr" pure fn enum_index<T>(value :: T, one :: Int) -> Int
extern "@int_xor" pure fn bits_xor(a :: Int, b :: Int) -> Int
extern "@int_wrapping_mul" pure fn wrapping_mul(a :: Int, b :: Int) -> Int
extern "@int_to_float" pure fn float_of_int(n :: Int) -> Float
extern "@float_to_int" pure fn int_of_float(x :: Float) -> Int
extern "@float_bits" pure fn float_bits(x :: Float) -> Int
extern "@bool_to_int" pure fn int_of_bool(b :: Bool) -> Int
extern "@list_length" pure fn list_length<T>(xs :: List<T>) -> Int
extern "@list_get_unchecked" pure fn list_get<T>(xs :: List<T>, i :: Int) -> T
@inplace extern "mesh_list_concat" fn list_concat<T>(
  take a :: List<T>,
  take b :: List<T>
) -> List<T>
extern "mesh_string_compare" pure fn string_compare(a :: String, b :: String) -> Int
extern "mesh_string_join" pure fn string_join(parts :: List<String>, separator :: String) -> String
extern "mesh_string_compare" pure fn atom_compare(a :: Atom, b :: Atom) -> Int
extern "mesh_atom_text" pure fn atom_text(a :: Atom) -> String
extern "mesh_hash_combine" pure fn hash_combine(state :: Int, word :: Int) -> Int
extern "mesh_hash_string" pure fn hash_string(s :: String) -> Int
extern "@word_eq" pure fn pid_eq(a :: Pid, b :: Pid) -> Bool
extern "@int_or" pure fn pid_index(pid :: Pid, zero :: Int) -> Int
extern "mesh_pid_to_string" pure fn pid_text(pid :: Pid) -> String

fn fnv_offset() -> Int = -3750763034362895579

fn enum_compare<T>(a :: T, b :: T) -> Ordering do
  if enum_lt(a, b) do
    Less
  else if enum_lt(b, a) do
    Greater
  else
    Equal
  end
end

fn order_of(n :: Int) -> Ordering do
  if n < 0 do
    Less
  else if n > 0 do
    Greater
  else
    Equal
  end
end

# ---- Int ----

impl Eq for Int do
  extern "@int_eq" pure fn eq(self, other :: Int) -> Bool
end

impl Ord for Int do
  extern "@int_lt" pure fn lt(self, other :: Int) -> Bool
  extern "@int_le" pure fn le(self, other :: Int) -> Bool
end

impl Display for Int do
  extern "mesh_int_to_string" pure fn to_string(self) -> String
end

impl Debug for Int do
  extern "mesh_int_to_string" pure fn inspect(self) -> String
end

impl Hash for Int do
  fn hash(self) -> Int = hash_combine(fnv_offset(), self)
end

impl Default for Int do
  fn default() -> Int = 0
end

impl Add for Int do
  type Output = Int
  extern "@int_add" pure fn add(self, other :: Int) -> Int
end

impl Sub for Int do
  type Output = Int
  extern "@int_sub" pure fn sub(self, other :: Int) -> Int
end

impl Mul for Int do
  type Output = Int
  extern "@int_mul" pure fn mul(self, other :: Int) -> Int
end

impl Div for Int do
  type Output = Int
  extern "@int_div" pure fn div(self, other :: Int) -> Int
end

impl Mod for Int do
  type Output = Int
  extern "@int_mod" pure fn mod(self, other :: Int) -> Int
end

impl Neg for Int do
  type Output = Int
  extern "@int_neg" pure fn neg(self) -> Int
end

# ---- Float ----

impl Eq for Float do
  extern "@float_eq" pure fn eq(self, other :: Float) -> Bool
end

impl Ord for Float do
  extern "@float_lt" pure fn lt(self, other :: Float) -> Bool
  extern "@float_le" pure fn le(self, other :: Float) -> Bool
end

impl Display for Float do
  extern "mesh_float_to_string" pure fn to_string(self) -> String
end

impl Debug for Float do
  extern "mesh_float_inspect" pure fn inspect(self) -> String
end

impl Hash for Float do
  # 0.0 and -0.0 are equal, so they share a hash.
  fn hash(self) -> Int do
    if self == 0.0 do
      hash_combine(fnv_offset(), 0)
    else
      hash_combine(fnv_offset(), float_bits(self))
    end
  end
end

impl Default for Float do
  fn default() -> Float = 0.0
end

impl Add for Float do
  type Output = Float
  extern "@float_add" pure fn add(self, other :: Float) -> Float
end

impl Sub for Float do
  type Output = Float
  extern "@float_sub" pure fn sub(self, other :: Float) -> Float
end

impl Mul for Float do
  type Output = Float
  extern "@float_mul" pure fn mul(self, other :: Float) -> Float
end

impl Div for Float do
  type Output = Float
  extern "@float_div" pure fn div(self, other :: Float) -> Float
end

impl Mod for Float do
  type Output = Float
  extern "@float_mod" pure fn mod(self, other :: Float) -> Float
end

impl Neg for Float do
  type Output = Float
  extern "@float_neg" pure fn neg(self) -> Float
end

impl From<Int> for Float do
  fn from(x :: Int) -> Float = float_of_int(x)
end

impl TryFrom<Float> for Int do
  type Error = String

  fn try_from(x :: Float) -> Int!String do
    let n = int_of_float(x)
    if float_of_int(n) == x && x < 9223372036854775808.0 do
      Ok(n)
    else
      Err("#{x} is no Int")
    end
  end
end

# ---- Bool ----

impl Eq for Bool do
  extern "@bool_eq" pure fn eq(self, other :: Bool) -> Bool
end

impl Not for Bool do
  fn not(self) -> Bool = not self
end

impl Ord for Bool do
  fn lt(self, other :: Bool) -> Bool = !self && other
end

impl Display for Bool do
  fn to_string(self) -> String do
    if self do "true" else "false" end
  end
end

impl Debug for Bool do
  fn inspect(self) -> String do
    if self do "true" else "false" end
  end
end

impl Hash for Bool do
  fn hash(self) -> Int = wrapping_mul(bits_xor(fnv_offset(), int_of_bool(self)), 1099511628211)
end

impl Default for Bool do
  fn default() -> Bool = false
end

# ---- String ----

impl Eq for String do
  extern "mesh_string_equal" pure fn eq(self, other :: String) -> Bool
end

impl Ord for String do
  fn lt(self, other :: String) -> Bool = string_compare(self, other) < 0
  fn compare(self, other :: String) -> Ordering = order_of(string_compare(self, other))
end

impl Display for String do
  fn to_string(self) -> String = self
end

impl Debug for String do
  extern "mesh_string_inspect" pure fn inspect(self) -> String
end

impl Hash for String do
  fn hash(self) -> Int = hash_string(self)
end

impl Default for String do
  fn default() -> String = ""
end

impl Concat for String do
  fn concat(self, other :: String) -> String = "#{self}#{other}"
end

impl From<Int> for String do
  fn from(x :: Int) -> String = x.to_string()
end

impl From<Float> for String do
  fn from(x :: Float) -> String = x.to_string()
end

impl From<Bool> for String do
  fn from(x :: Bool) -> String = x.to_string()
end

# ---- Atom, Unit, Pid ----

impl Eq for Atom do
  fn eq(self, other :: Atom) -> Bool = atom_compare(self, other) == 0
end

impl Ord for Atom do
  fn lt(self, other :: Atom) -> Bool = atom_compare(self, other) < 0
end

impl Display for Atom do
  fn to_string(self) -> String = atom_text(self)
end

impl Debug for Atom do
  fn inspect(self) -> String = ":#{atom_text(self)}"
end

impl Hash for Atom do
  fn hash(self) -> Int = hash_string(atom_text(self))
end

impl Eq for Unit do
  fn eq(self, _other :: Unit) -> Bool = true
end

impl Ord for Unit do
  fn lt(self, _other :: Unit) -> Bool = false
end

impl Display for Unit do
  fn to_string(self) -> String = "()"
end

impl Debug for Unit do
  fn inspect(self) -> String = "()"
end

impl Hash for Unit do
  fn hash(self) -> Int = fnv_offset()
end

impl Default for Unit do
  fn default() -> Unit = ()
end

impl Eq for Pid<M> do
  fn eq(self, other :: Pid<M>) -> Bool = pid_eq(self, other)
end

impl Debug for Pid<M> do
  fn inspect(self) -> String = pid_text(self)
end

impl Hash for Pid<M> do
  fn hash(self) -> Int = hash_combine(fnv_offset(), pid_index(self, 0))
end

# ---- Option and Range ----

impl Default for Option<T> do
  fn default() -> Option<T> = None
end

impl Display for Range do
  fn to_string(self) -> String = "#{self.start}..#{self.end_}"
end

impl Debug for Range do
  fn inspect(self) -> String = "#{self.start}..#{self.end_}"
end

# ---- List ----

fn equal_from<T>(a :: List<T>, b :: List<T>, i :: Int, n :: Int) -> Bool where T: Eq do
  if i >= n do
    true
  else if list_get(a, i) == list_get(b, i) do
    equal_from(a, b, i + 1, n)
  else
    false
  end
end

fn compare_from<T>(a :: List<T>, b :: List<T>, i :: Int) -> Ordering where T: Ord do
  if i >= list_length(a) || i >= list_length(b) do
    list_length(a).compare(list_length(b))
  else
    case list_get(a, i).compare(list_get(b, i)) do
      Equal -> compare_from(a, b, i + 1)
      order -> order
    end
  end
end

fn hash_from<T>(xs :: List<T>, i :: Int, state :: Int) -> Int where T: Hash do
  if i >= list_length(xs) do
    state
  else
    hash_from(xs, i + 1, hash_combine(state, list_get(xs, i).hash()))
  end
end

impl Eq for List<T> where T: Eq do
  fn eq(self, other :: List<T>) -> Bool do
    let n = list_length(self)
    n == list_length(other) && equal_from(self, other, 0, n)
  end
end

impl Ord for List<T> where T: Ord do
  fn lt(self, other :: List<T>) -> Bool do
    case compare_from(self, other, 0) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: List<T>) -> Ordering = compare_from(self, other, 0)
end

impl Display for List<T> where T: Display do
  fn to_string(self) -> String do
    let parts = for x in self do x.to_string() end
    "[#{string_join(parts, ", ")}]"
  end
end

impl Debug for List<T> where T: Debug do
  fn inspect(self) -> String do
    let parts = for x in self do x.inspect() end
    "[#{string_join(parts, ", ")}]"
  end
end

impl Hash for List<T> where T: Hash do
  fn hash(self) -> Int = hash_from(self, 0, fnv_offset())
end

impl Default for List<T> do
  fn default() -> List<T> = []
end

impl Concat for List<T> do
  fn concat(self, other :: List<T>) -> List<T> = list_concat(self, other)
end

# ---- Tuples of up to six ----

impl Eq for (A, B) where A: Eq, B: Eq do
  fn eq(self, other :: (A, B)) -> Bool do
    let (a1, a2) = self
    let (b1, b2) = other
    a1 == b1 && a2 == b2
  end
end

impl Ord for (A, B) where A: Ord, B: Ord do
  fn lt(self, other :: (A, B)) -> Bool do
    case self.compare(other) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: (A, B)) -> Ordering do
    let (a1, a2) = self
    let (b1, b2) = other
    case a1.compare(b1) do
      Equal ->
        a2.compare(b2)
      order -> order
    end
  end
end

impl Display for (A, B) where A: Display, B: Display do
  fn to_string(self) -> String do
    let (a1, a2) = self
    "(#{a1}, #{a2})"
  end
end

impl Debug for (A, B) where A: Debug, B: Debug do
  fn inspect(self) -> String do
    let (a1, a2) = self
    "(#{a1.inspect()}, #{a2.inspect()})"
  end
end

impl Hash for (A, B) where A: Hash, B: Hash do
  fn hash(self) -> Int do
    let (a1, a2) = self
    hash_combine(a1.hash(), a2.hash())
  end
end

impl Default for (A, B) where A: Default, B: Default do
  fn default() -> (A, B) = (default(), default())
end

impl Eq for (A, B, C) where A: Eq, B: Eq, C: Eq do
  fn eq(self, other :: (A, B, C)) -> Bool do
    let (a1, a2, a3) = self
    let (b1, b2, b3) = other
    a1 == b1 && a2 == b2 && a3 == b3
  end
end

impl Ord for (A, B, C) where A: Ord, B: Ord, C: Ord do
  fn lt(self, other :: (A, B, C)) -> Bool do
    case self.compare(other) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: (A, B, C)) -> Ordering do
    let (a1, a2, a3) = self
    let (b1, b2, b3) = other
    case a1.compare(b1) do
      Equal ->
        case a2.compare(b2) do
          Equal ->
            a3.compare(b3)
          order -> order
        end
      order -> order
    end
  end
end

impl Display for (A, B, C) where A: Display, B: Display, C: Display do
  fn to_string(self) -> String do
    let (a1, a2, a3) = self
    "(#{a1}, #{a2}, #{a3})"
  end
end

impl Debug for (A, B, C) where A: Debug, B: Debug, C: Debug do
  fn inspect(self) -> String do
    let (a1, a2, a3) = self
    "(#{a1.inspect()}, #{a2.inspect()}, #{a3.inspect()})"
  end
end

impl Hash for (A, B, C) where A: Hash, B: Hash, C: Hash do
  fn hash(self) -> Int do
    let (a1, a2, a3) = self
    hash_combine(hash_combine(a1.hash(), a2.hash()), a3.hash())
  end
end

impl Default for (A, B, C) where A: Default, B: Default, C: Default do
  fn default() -> (A, B, C) = (default(), default(), default())
end

impl Eq for (A, B, C, D) where A: Eq, B: Eq, C: Eq, D: Eq do
  fn eq(self, other :: (A, B, C, D)) -> Bool do
    let (a1, a2, a3, a4) = self
    let (b1, b2, b3, b4) = other
    a1 == b1 && a2 == b2 && a3 == b3 && a4 == b4
  end
end

impl Ord for (A, B, C, D) where A: Ord, B: Ord, C: Ord, D: Ord do
  fn lt(self, other :: (A, B, C, D)) -> Bool do
    case self.compare(other) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: (A, B, C, D)) -> Ordering do
    let (a1, a2, a3, a4) = self
    let (b1, b2, b3, b4) = other
    case a1.compare(b1) do
      Equal ->
        case a2.compare(b2) do
          Equal ->
            case a3.compare(b3) do
              Equal ->
                a4.compare(b4)
              order -> order
            end
          order -> order
        end
      order -> order
    end
  end
end

impl Display for (A, B, C, D) where A: Display, B: Display, C: Display, D: Display do
  fn to_string(self) -> String do
    let (a1, a2, a3, a4) = self
    "(#{a1}, #{a2}, #{a3}, #{a4})"
  end
end

impl Debug for (A, B, C, D) where A: Debug, B: Debug, C: Debug, D: Debug do
  fn inspect(self) -> String do
    let (a1, a2, a3, a4) = self
    "(#{a1.inspect()}, #{a2.inspect()}, #{a3.inspect()}, #{a4.inspect()})"
  end
end

impl Hash for (A, B, C, D) where A: Hash, B: Hash, C: Hash, D: Hash do
  fn hash(self) -> Int do
    let (a1, a2, a3, a4) = self
    hash_combine(hash_combine(hash_combine(a1.hash(), a2.hash()), a3.hash()), a4.hash())
  end
end

impl Default for (A, B, C, D) where A: Default, B: Default, C: Default, D: Default do
  fn default() -> (A, B, C, D) = (default(), default(), default(), default())
end

impl Eq for (A, B, C, D, E) where A: Eq, B: Eq, C: Eq, D: Eq, E: Eq do
  fn eq(self, other :: (A, B, C, D, E)) -> Bool do
    let (a1, a2, a3, a4, a5) = self
    let (b1, b2, b3, b4, b5) = other
    a1 == b1 && a2 == b2 && a3 == b3 && a4 == b4 && a5 == b5
  end
end

impl Ord for (A, B, C, D, E) where A: Ord, B: Ord, C: Ord, D: Ord, E: Ord do
  fn lt(self, other :: (A, B, C, D, E)) -> Bool do
    case self.compare(other) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: (A, B, C, D, E)) -> Ordering do
    let (a1, a2, a3, a4, a5) = self
    let (b1, b2, b3, b4, b5) = other
    case a1.compare(b1) do
      Equal ->
        case a2.compare(b2) do
          Equal ->
            case a3.compare(b3) do
              Equal ->
                case a4.compare(b4) do
                  Equal ->
                    a5.compare(b5)
                  order -> order
                end
              order -> order
            end
          order -> order
        end
      order -> order
    end
  end
end

impl Display for (A, B, C, D, E) where A: Display, B: Display, C: Display, D: Display, E: Display do
  fn to_string(self) -> String do
    let (a1, a2, a3, a4, a5) = self
    "(#{a1}, #{a2}, #{a3}, #{a4}, #{a5})"
  end
end

impl Debug for (A, B, C, D, E) where A: Debug, B: Debug, C: Debug, D: Debug, E: Debug do
  fn inspect(self) -> String do
    let (a1, a2, a3, a4, a5) = self
    "(#{a1.inspect()}, #{a2.inspect()}, #{a3.inspect()}, #{a4.inspect()}, #{a5.inspect()})"
  end
end

impl Hash for (A, B, C, D, E) where A: Hash, B: Hash, C: Hash, D: Hash, E: Hash do
  fn hash(self) -> Int do
    let (a1, a2, a3, a4, a5) = self
    hash_combine(
      hash_combine(hash_combine(hash_combine(a1.hash(), a2.hash()), a3.hash()), a4.hash()),
      a5.hash()
    )
  end
end

impl Default for (A, B, C, D, E) where A: Default, B: Default, C: Default, D: Default, E: Default do
  fn default() -> (A, B, C, D, E) = (default(), default(), default(), default(), default())
end

impl Eq for (A, B, C, D, E, F) where A: Eq, B: Eq, C: Eq, D: Eq, E: Eq, F: Eq do
  fn eq(self, other :: (A, B, C, D, E, F)) -> Bool do
    let (a1, a2, a3, a4, a5, a6) = self
    let (b1, b2, b3, b4, b5, b6) = other
    a1 == b1 && a2 == b2 && a3 == b3 && a4 == b4 && a5 == b5 && a6 == b6
  end
end

impl Ord for (A, B, C, D, E, F) where A: Ord, B: Ord, C: Ord, D: Ord, E: Ord, F: Ord do
  fn lt(self, other :: (A, B, C, D, E, F)) -> Bool do
    case self.compare(other) do
      Less -> true
      _ -> false
    end
  end

  fn compare(self, other :: (A, B, C, D, E, F)) -> Ordering do
    let (a1, a2, a3, a4, a5, a6) = self
    let (b1, b2, b3, b4, b5, b6) = other
    case a1.compare(b1) do
      Equal ->
        case a2.compare(b2) do
          Equal ->
            case a3.compare(b3) do
              Equal ->
                case a4.compare(b4) do
                  Equal ->
                    case a5.compare(b5) do
                      Equal ->
                        a6.compare(b6)
                      order -> order
                    end
                  order -> order
                end
              order -> order
            end
          order -> order
        end
      order -> order
    end
  end
end

impl Display for (A, B, C, D, E, F) where A: Display, B: Display, C: Display, D: Display, E: Display, F: Display do
  fn to_string(self) -> String do
    let (a1, a2, a3, a4, a5, a6) = self
    "(#{a1}, #{a2}, #{a3}, #{a4}, #{a5}, #{a6})"
  end
end

impl Debug for (A, B, C, D, E, F) where A: Debug, B: Debug, C: Debug, D: Debug, E: Debug, F: Debug do
  fn inspect(self) -> String do
    let (a1, a2, a3, a4, a5, a6) = self
    "(#{a1.inspect()}, #{a2.inspect()}, #{a3.inspect()}, #{a4.inspect()}, #{a5.inspect()}, #{a6.inspect()})"
  end
end

impl Hash for (A, B, C, D, E, F) where A: Hash, B: Hash, C: Hash, D: Hash, E: Hash, F: Hash do
  fn hash(self) -> Int do
    let (a1, a2, a3, a4, a5, a6) = self
    hash_combine(
      hash_combine(
        hash_combine(hash_combine(hash_combine(a1.hash(), a2.hash()), a3.hash()), a4.hash()),
        a5.hash()
      ),
      a6.hash()
    )
  end
end

impl Default for (A, B, C, D, E, F) where A: Default, B: Default, C: Default, D: Default, E: Default, F: Default do
  fn default() -> (A, B, C, D, E, F) =
    (default(), default(), default(), default(), default(), default())
end
