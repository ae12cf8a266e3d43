fn one() = 1
fn two() = 2

fn main() do
  println("#{one == two}")
  println("#{one < two}")
  println("#{one}")
end
