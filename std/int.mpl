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
