##! Random choices. The functions without a generator draw from the operating system; a `Generator` gives the same
##! numbers for the same seed. None of these are for secrets: `Crypto.random_hex` is.

extern "mesh_random_word" fn word() -> Int

## The state of a generator (SplitMix64); every draw gives the next one with its result.
pub struct Generator do
  state :: Int
end deriving(Eq, Debug)

## A generator that begins at `seed`.
pub fn seed(n :: Int) -> Generator = Generator { state: n }

## A random Int out of all, and the next generator.
pub fn next(g :: Generator) -> (Int, Generator) do
  let state = Int.wrapping_add(g.state, -7046029254386353131)
  let a = Int.wrapping_mul(Int.bxor(state, Int.ushr(state, 30)), -4658895280553007687)
  let b = Int.wrapping_mul(Int.bxor(a, Int.ushr(a, 27)), -7723592293110705685)
  (Int.bxor(b, Int.ushr(b, 31)), Generator { state: state })
end

## A number from `low` to `high`, both included, and the next generator; panics when high < low.
pub fn int(g :: Generator, low :: Int, high :: Int) -> (Int, Generator) do
  let (n, rest) = next(g)
  (within(n, low, high), rest)
end

## A number from `low` to `high`, both included; panics when high < low.
pub fn int(low :: Int, high :: Int) -> Int = within(word(), low, high)

# The remainder of 63 bits: uneven by less than one in 2^31 for spans below 2^32.
fn within(n :: Int, low :: Int, high :: Int) -> Int do
  if high < low do
    panic("Random.int: #{high} is less than #{low}")
  end
  let span = Int.wrapping_add(Int.wrapping_sub(high, low), 1)
  if span <= 0 do
    if n >= low && n <= high do n else Int.ushr(n, 1) end
  else
    Int.wrapping_add(low, Int.ushr(n, 1) % span)
  end
end

## A number from 0 up to, not including, 1.
pub fn float() -> Float = Int.to_float(Int.ushr(word(), 11)) / 9007199254740992.0

## A number from 0 up to, not including, 1, and the next generator.
pub fn float(g :: Generator) -> (Float, Generator) do
  let (n, rest) = next(g)
  (Int.to_float(Int.ushr(n, 11)) / 9007199254740992.0, rest)
end

## True or false.
pub fn bool() -> Bool = word() < 0

## An element of the list, or None when there is none.
pub fn pick<T>(xs :: List<T>) -> T? =
  if List.is_empty(xs) do None else Some(List.get(xs, int(0, List.length(xs) - 1))) end

## The elements in random order.
pub fn shuffle<T>(xs :: List<T>) -> List<T> = shuffle_from(xs, List.length(xs) - 1)

fn shuffle_from<T>(xs :: List<T>, i :: Int) -> List<T> do
  if i < 1 do
    xs
  else
    let k = int(0, i)
    let x = List.get(xs, i)
    shuffle_from(List.set(List.set(xs, i, List.get(xs, k)), k, x), i - 1)
  end
end

## `n` elements of the list, each place at most once.
pub fn sample<T>(xs :: List<T>, n :: Int) -> List<T> = List.take(shuffle(xs), n)
