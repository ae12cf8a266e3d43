fn sum([]) = 0
fn sum(head :: tail) = head + 1

fn main() do
  println("#{sum([1, 2])}")
end
