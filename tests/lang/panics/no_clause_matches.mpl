fn small(0) = "zero"
fn small(1) = "one"

fn main() do
  println(small(1))
  println(small(2))
end
