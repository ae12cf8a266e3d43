##! Floating point numbers, IEEE 754 binary64.

extern "mesh_float_format" pure fn format_fixed(x :: Float, decimals :: Int) -> String
extern "mesh_float_can_parse" pure fn can_parse(s :: String) -> Bool
extern "mesh_float_parse" pure fn parse_number(s :: String) -> Float

## Truncates toward zero; saturates; NaN gives 0.
pub extern "@float_to_int" pure fn to_int(x :: Float) -> Int

pub extern "@float_floor" pure fn floor(x :: Float) -> Float
pub extern "@float_ceil" pure fn ceil(x :: Float) -> Float
pub extern "@float_trunc" pure fn trunc(x :: Float) -> Float

## Half away from zero.
pub extern "@float_round" pure fn round(x :: Float) -> Float
pub extern "@float_abs" pure fn abs(x :: Float) -> Float

## The bits of the number as an Int, and back.
pub extern "@float_bits" pure fn bits(x :: Float) -> Int
pub extern "@float_from_bits" pure fn from_bits(n :: Int) -> Float

## Whether it is not a number.
pub fn is_nan(x :: Float) -> Bool = x != x

## Whether it is neither NaN nor infinite.
pub fn is_finite(x :: Float) -> Bool = x - x == 0.0

## `decimals` digits behind the point, correctly rounded; 0 to 100.
pub fn format(x :: Float, decimals :: Int) -> String = format_fixed(x, decimals)

## The number a text names, or None.
pub fn parse(s :: String) -> Float? do
  if can_parse(s) do Some(parse_number(s)) else None end
end

## Exponent form with `digits` digits behind the point.
pub extern "mesh_float_to_exp" pure fn to_exp(x :: Float, digits :: Int) -> String

## Rounded to a number of decimals, half away from zero.
pub fn round_to(x :: Float, decimals :: Int) -> Float =
  Option.unwrap_or(parse(format_fixed(x, decimals)), x)

## Decimal text.
pub fn to_string(x :: Float) -> String = "#{x}"

pub fn infinity() -> Float = 1.0 / 0.0

pub fn nan() -> Float = 0.0 / 0.0

## The step from 1 to the next larger number.
pub fn epsilon() -> Float = 2.220446049250313e-16

## The largest finite number.
pub fn max_value() -> Float = 1.7976931348623157e308

## `x` moved into low..high.
pub fn clamp(x :: Float, low :: Float, high :: Float) -> Float =
  if x < low do low else if x > high do high else x end

## Whether two numbers differ by at most `tolerance`.
pub fn approx_eq(a :: Float, b :: Float, tolerance :: Float) -> Bool = abs(a - b) <= tolerance
