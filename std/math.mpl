##! Mathematics.

extern "@float_floor" pure fn floor_float(x :: Float) -> Float
extern "@float_ceil" pure fn ceil_float(x :: Float) -> Float
extern "@float_round" pure fn round_float(x :: Float) -> Float

pub extern "@float_sqrt" pure fn sqrt(x :: Float) -> Float
pub extern "pow" pure fn pow(b :: Float, e :: Float) -> Float
pub extern "exp" pure fn exp(x :: Float) -> Float
pub extern "log" pure fn ln(x :: Float) -> Float
pub extern "log2" pure fn log2(x :: Float) -> Float
pub extern "log10" pure fn log10(x :: Float) -> Float
pub extern "sin" pure fn sin(x :: Float) -> Float
pub extern "cos" pure fn cos(x :: Float) -> Float
pub extern "tan" pure fn tan(x :: Float) -> Float
pub extern "asin" pure fn asin(x :: Float) -> Float
pub extern "acos" pure fn acos(x :: Float) -> Float
pub extern "atan" pure fn atan(x :: Float) -> Float
pub extern "atan2" pure fn atan2(y :: Float, x :: Float) -> Float
pub extern "hypot" pure fn hypot(x :: Float, y :: Float) -> Float

pub let pi = 3.141592653589793
pub let e = 2.718281828459045

## The largest whole number not above `x`.
pub fn floor(x :: Float) -> Int = Float.to_int(floor_float(x))

## The smallest whole number not below `x`.
pub fn ceil(x :: Float) -> Int = Float.to_int(ceil_float(x))

## The nearest whole number; half away from zero.
pub fn round(x :: Float) -> Int = Float.to_int(round_float(x))

## The smaller of two values; of NaN and a number the number.
pub fn min<T>(a :: T, b :: T) -> T where T: Ord do
  if b < a || !(a <= a) do b else a end
end

## The larger of two values; of NaN and a number the number.
pub fn max<T>(a :: T, b :: T) -> T where T: Ord do
  if a < b || !(a <= a) do b else a end
end

## The absolute value; panics for the smallest Int.
pub fn abs<T>(x :: T) -> T where T: Ord, T: Neg, T: Default do
  if x < default() do -x else x end
end

pub let tau = 6.283185307179586

pub extern "sinh" pure fn sinh(x :: Float) -> Float

pub extern "cosh" pure fn cosh(x :: Float) -> Float

pub extern "tanh" pure fn tanh(x :: Float) -> Float

pub extern "mesh_math_cbrt" pure fn cbrt(x :: Float) -> Float

pub extern "fmod" pure fn fmod(x :: Float, y :: Float) -> Float

## The logarithm to a base.
pub fn log(x :: Float, base :: Float) -> Float = ln(x) / ln(base)

## The whole number towards zero.
pub fn trunc(x :: Float) -> Int = Float.to_int(x)
