fn even(n) = n % 2 == 0
fn list() = [1, 2, 3, 4]

fn main() do
  let evens = for x in list() when even(x) do x end
  println("#{evens}")
  if even(2) do println("if") end
  case even(3) do
    true -> println("even")
    false -> println("odd")
  end
  while even(3) do println("never") end
end
