fn main() do
  @inplace fn add(xs :: List<Int>) -> List<Int> = List.append(xs, 1)
  println("#{add([])}")
end
