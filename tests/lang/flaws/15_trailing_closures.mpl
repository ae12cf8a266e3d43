fn with_pair(a, b, f) = f(a, b)
fn twice(f) = f() + f()

fn main() do
  let sum = with_pair(1, 2) do |x, y|
    x + y
  end
  println("#{sum}")
  println("#{twice() do 21 end}")
  let doubled = [1, 2, 3] |> List.map() do |n| n * 2 end
  println("#{doubled}")
end
