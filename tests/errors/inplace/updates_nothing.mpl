@inplace fn total(xs :: List<Int>) -> Int = List.reduce(xs, 0, fn sum, x -> sum + x end)

@inplace(names) fn add(names :: List<String>, sizes :: List<Int>) -> List<Int> do
  List.append(sizes, List.length(names))
end

fn main() do
  println("#{total([1, 2])} #{add(["a"], [])}")
end
