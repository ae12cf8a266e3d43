@inplace fn doubled(xs :: List<Int>) -> List<Int> do
  let longer = List.append(xs, List.length(xs))
  List.append(longer, List.length(xs))
end

fn main() do
  println("#{doubled([1, 2])}")
end
