fn sum(xs :: List<Int>) -> Int do
  for x in xs do
    x
  end
end

fn main() do
  println("#{sum([1])}")
end
