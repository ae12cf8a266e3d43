fn sign(n) do
  case n do
    -1 -> "minus one"
    1 -> "one"
    -9223372036854775808 -> "least"
    _ -> "other"
  end
end

fn half(-2.5) = "found"
fn half(2.5) = "positive"
fn half(_) = "none"

fn main() do
  println("#{sign(-1)}, #{sign(1)}, #{sign(-9223372036854775808)}, #{sign(0)}")
  println("#{half(-2.5)} #{half(2.5)} #{half(1.0)}")
end
