##! Whole numbers from -2^63 to 2^63 - 1. `+ - *` panic on overflow; the functions here are the ways out.

extern "mesh_int_format" pure fn format_base(n :: Int, base :: Int) -> String
extern "mesh_int_can_parse" pure fn can_parse(s :: String, base :: Int) -> Bool
extern "mesh_int_parse" pure fn parse_number(s :: String, base :: Int) -> Int

## The nearest Float; inexact above 2^53.
pub extern "@int_to_float" pure fn to_float(n :: Int) -> Float

## Sums, differences and products that wrap around at 64 bits.
pub extern "@int_wrapping_add" pure fn wrapping_add(a :: Int, b :: Int) -> Int
pub extern "@int_wrapping_sub" pure fn wrapping_sub(a :: Int, b :: Int) -> Int
pub extern "@int_wrapping_mul" pure fn wrapping_mul(a :: Int, b :: Int) -> Int

## Bit operations. Shifts by less than 0 or more than 63 panic.
pub extern "@int_and" pure fn band(a :: Int, b :: Int) -> Int
pub extern "@int_or" pure fn bor(a :: Int, b :: Int) -> Int
pub extern "@int_xor" pure fn bxor(a :: Int, b :: Int) -> Int
pub extern "@int_shl" pure fn shl(n :: Int, by :: Int) -> Int
pub extern "@int_shr" pure fn shr(n :: Int, by :: Int) -> Int
pub extern "@int_ushr" pure fn ushr(n :: Int, by :: Int) -> Int
pub extern "@int_popcount" pure fn popcount(n :: Int) -> Int
pub extern "@int_leading_zeros" pure fn leading_zeros(n :: Int) -> Int

## Every bit flipped.
pub fn bnot(n :: Int) -> Int = bxor(n, -1)

## The smallest and the largest Int.
pub fn min_value() -> Int = -9223372036854775808
pub fn max_value() -> Int = 9223372036854775807

## Decimal text.
pub fn to_string(n :: Int) -> String = format_base(n, 10)

## Text in a base from 2 to 36.
pub fn to_string(n :: Int, base :: Int) -> String = format_base(n, base)

## The number a decimal text names, or None.
pub fn parse(s :: String) -> Int? = parse(s, 10)

## The number a text in a base from 2 to 36 names, or None.
pub fn parse(s :: String, base :: Int) -> Int? do
  if can_parse(s, base) do Some(parse_number(s, base)) else None end
end

## `x` moved into low..high.
pub fn clamp(x :: Int, low :: Int, high :: Int) -> Int do
  if x < low do low else if x > high do high else x end
end

## Remainder of floored division: never negative for a positive `b`.
pub fn mod(a :: Int, b :: Int) -> Int do
  let r = a % b
  if r != 0 && (r < 0) != (b < 0) do r + b else r end
end

## `b` to the power of `e`; panics on a negative `e` and on overflow.
pub fn pow(b :: Int, e :: Int) -> Int do
  if e < 0 do
    panic("Int.pow: negative exponent #{e}")
  end
  if e == 0 do
    1
  else
    let half = pow(b, e / 2)
    if e % 2 == 0 do half * half else half * half * b end
  end
end

## -1, 0 or 1.
pub fn sign(n :: Int) -> Int = if n < 0 do -1 else if n > 0 do 1 else 0 end

pub fn is_even(n :: Int) -> Bool = band(n, 1) == 0

pub fn is_odd(n :: Int) -> Bool = band(n, 1) == 1

## The quotient rounded down.
pub fn div_floor(a :: Int, b :: Int) -> Int do
  let q = a / b
  if a % b != 0 && (a < 0) != (b < 0) do q - 1 else q end
end

## The greatest common divisor, never negative.
pub fn gcd(a :: Int, b :: Int) -> Int = if b == 0 do magnitude(a) else gcd(b, a % b) end

fn magnitude(n :: Int) -> Int = if n < 0 do -n else n end

## The sum, or None when it does not fit.
pub fn checked_add(a :: Int, b :: Int) -> Int? do
  let sum = wrapping_add(a, b)
  if (b < 0) == (sum < a) do Some(sum) else None end
end

## The difference, or None when it does not fit.
pub fn checked_sub(a :: Int, b :: Int) -> Int? do
  let difference = wrapping_sub(a, b)
  if (b > 0) == (difference < a) do Some(difference) else None end
end

## The product, or None when it does not fit.
pub fn checked_mul(a :: Int, b :: Int) -> Int? do
  if a == 0 || b == 0 do
    Some(0)
  else if (a == -1 && b == min_value()) || (b == -1 && a == min_value()) do
    None
  else
    let product = wrapping_mul(a, b)
    if product / b == a do Some(product) else None end
  end
end

## Hexadecimal text.
pub fn to_hex(n :: Int) -> String = to_string(n, 16)

## The decimal digits, without sign.
pub fn digits(n :: Int) -> List<Int> do
  for c in String.codepoints(to_string(n)) when c != 45 do c - 48 end
end

## Decimal text with `separator` between groups of three digits.
pub fn format(n :: Int, separator :: String) -> String do
  let text = to_string(n)
  let number = if n < 0 do String.slice(text, 1, String.length(text)) else text end
  let first = (String.length(number) + 2) % 3 + 1
  let groups = for i in 0..((String.length(number) - first) / 3) do
    String.slice(number, first + 3 * i, first + 3 * i + 3)
  end
  (if n < 0 do "-" else "" end) <>
    String.join([String.slice(number, 0, first)] ++ groups, separator)
end
