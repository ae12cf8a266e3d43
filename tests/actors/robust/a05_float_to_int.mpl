# A Float that no Int can hold becomes the nearest one, or 0.
fn shown(what :: String, x :: Float) -> () do
  println("#{what}: #{Float.to_int(x)}")
end

fn main() do
  let zero = String.length("") |> Int.to_float
  shown("nan", zero / zero)
  shown("infinity", 1.0 / zero)
  shown("minus infinity", -1.0 / zero)
  shown("1e300", 1.0e300)
  shown("-1e300", -1.0e300)
  shown("2^63", 9223372036854775808.0)
  shown("-2^63", -9223372036854775808.0)
  shown("below 2^63", 9223372036854774784.0)
  shown("1.9", 1.9)
  shown("-1.9", -1.9)
end
