@inplace(ys, zs) fn add(xs :: List<Int>) -> List<Int> do
  let ys = List.append(xs, 1)
  List.append(ys, 2)
end

fn main() do
  println("#{add([])}")
end
